package dev.comity.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));
    /** Deaths and marriages 17 and 29 have slips of the keyboard, application 11 too; transfers are changed from number 9 on. */
    private static final SampleSize SMALL = new SampleSize(400, 20, 31, 18, 25, 21, 16, 1);

    @TempDir
    Path folder;

    private final StringWriter shown = new StringWriter();

    private int run(Optional<Path> landRegistry) throws Exception {
        return Demo.run(
                new Demo.Options(
                        HOME,
                        HOME.resolve("config"),
                        folder.resolve("data"),
                        true,
                        7,
                        landRegistry,
                        new PrintWriter(shown, true),
                        false,
                        Clock.systemUTC()),
                SMALL);
    }

    private ObjectNode report() throws Exception {
        return Json.parseObject(Files.readAllBytes(folder.resolve("data/report.json")));
    }

    @Test
    void everythingIsAccountedForAndASecondRunChangesNothing() throws Exception {
        // Given
        assertThat(run(Optional.empty())).as(shown.toString()).isZero();
        ObjectNode first = report();
        Set<String> deliveries = deliveries();
        assertThat(first.at("/records/sent").asLong())
                .isPositive()
                .isEqualTo(first.at("/records/accepted").asLong()
                        + first.at("/records/refused").asLong());
        assertThat(first.at("/deliveries/released").asLong())
                .isEqualTo(deliveries.size())
                .isEqualTo(first.at("/deliveries/delivered").asLong())
                .isEqualTo(first.at("/deliveries/acknowledged").asLong());
        assertThat(texts(first, "refusals", "code"))
                .contains("schema", "expired", "from-the-future", "wrong-hub", "key-scope", "signature")
                .contains("replayed-differently", "condition");
        assertThat(first.path("refusals")).hasSize(first.at("/records/refused").asInt());
        assertThat(first.at("/records/notSendable").asLong()).isGreaterThanOrEqualTo(5);
        assertThat(first.at("/log/verified").asBoolean()).isTrue();

        // When
        int again = run(Optional.empty());

        // Then
        assertThat(again).as(shown.toString()).isZero();
        assertThat(deliveries()).isEqualTo(deliveries);
        assertThat(withoutTime(report())).isEqualTo(withoutTime(first));
    }

    @Test
    void realFilesAreFedAloneAndOnce() throws Exception {
        // Given: a transfer, its change, a line that was cut, a wrong date, and the same file under another name
        String added = line("1F000000-0000-4000-8000-000000000001", "2025-03-01 00:00", "A");
        String changed = line("1F000000-0000-4000-8000-000000000001", "2025-03-01 00:00", "C");
        String wrong = line("1F000000-0000-4000-8000-000000000002", "2025-13-01 00:00", "A");
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("May_2025.csv"), changed + "\n" + wrong + "\n" + added.substring(0, 60));
        Files.writeString(files.resolve("April_2025.csv"), added + "\n");
        Files.writeString(files.resolve("June_2025.csv"), added + "\n");

        // When
        int code = run(Optional.of(files));

        // Then
        assertThat(code).as(shown.toString()).isZero();
        ObjectNode report = report();
        assertThat(report.at("/records/sent").asLong()).isEqualTo(2);
        assertThat(report.at("/records/notSendable").asLong()).isEqualTo(2);
        assertThat(report.at("/records/repeated").asLong()).isEqualTo(1);
        assertThat(report.at("/deliveries/released").asLong()).isEqualTo(6);
        assertThat(Files.readString(anyReceived("housing"))).doesNotContain("price");
        assertThat(Files.readString(anyReceived("statistics")))
                .contains("priceBand")
                .doesNotContain("address");
    }

    private static String line(String id, String date, String change) {
        return Stream.of(
                        "{" + id + "}",
                        "185003",
                        date,
                        "ZZ1 1ZZ",
                        "T",
                        "N",
                        "F",
                        "12",
                        "",
                        "A LANE",
                        "",
                        "B",
                        "C",
                        "D",
                        "A",
                        change)
                .map(v -> '"' + v + '"')
                .collect(Collectors.joining(","));
    }

    private Path anyReceived(String agency) throws IOException {
        try (Stream<Path> files =
                Files.walk(folder.resolve("data/agencies").resolve(agency).resolve("received"))) {
            return files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
        }
    }

    private Set<String> deliveries() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data/agencies"))) {
            return files.map(folder::relativize)
                    .map(Path::toString)
                    .filter(f -> f.contains("/received/") && f.endsWith(".json"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> texts(JsonNode report, String list, String member) {
        return Stream.iterate(0, i -> i < report.path(list).size(), i -> i + 1)
                .map(i -> report.path(list).get(i).path(member).asText())
                .toList();
    }

    private static ObjectNode withoutTime(ObjectNode report) {
        ObjectNode copy = report.deepCopy();
        copy.remove("seconds");
        // Each start writes into the log what is in force.
        ((ObjectNode) copy.path("log")).remove("entries");
        // How many more than the quorum had answered by the end is a matter of time.
        ((ObjectNode) copy.path("log").path("witnessed")).remove(List.of("entries", "cosignatures"));
        return copy;
    }
}
