package dev.comity.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What others published about pairs of schemas, and where this project says otherwise: in docs/compatibility.md. */
class PublishedCasesTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home", ".."));
    private static final Path CASES = HOME.resolve("../shared/vectors/json-schema-compat/compatibility-test-data.json");
    private static final Pattern LISTED =
            Pattern.compile("^\\| (\\d+) \\| \\w+ \\| (backward|forward|both|none) \\| [^|]{20,} \\|$");

    @Test
    void agreesWithAllButTheListedCasesWhichItStillDisagreesWith() throws Exception {
        // Given
        assumeTrue(Files.exists(CASES), "the published cases are not here");
        JsonNode cases = Json.parse(Files.readAllBytes(CASES)).get("tests");
        Map<Integer, String> listed = listed();

        // When
        Map<Integer, String> found = new TreeMap<>();
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            JsonNode one = cases.get(i);
            String verdict = verdict(Compatibility.of(one.get("original"), one.get("updated")));
            if (!verdict.equals(one.get("compatibility").asText())) {
                found.put(i, verdict);
                differing.add(i + " " + one.get("id").asText() + ": published " + one.get("compatibility") + ", here "
                        + verdict);
            }
        }

        // Then
        assertThat(cases).hasSize(145);
        assertThat(found).as(String.join("\n", differing)).isEqualTo(listed);
    }

    private static String verdict(Compatibility compatibility) {
        boolean producers = compatibility.producers() == Effect.WORKS;
        boolean consumers = compatibility.consumers() == Effect.WORKS;
        return producers ? (consumers ? "both" : "backward") : consumers ? "forward" : "none";
    }

    private static Map<Integer, String> listed() throws Exception {
        Map<Integer, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(HOME.resolve("docs/compatibility.md"))) {
            var row = LISTED.matcher(line);
            if (row.matches()) {
                listed.put(Integer.parseInt(row.group(1)), row.group(2));
            }
        }
        return listed;
    }
}
