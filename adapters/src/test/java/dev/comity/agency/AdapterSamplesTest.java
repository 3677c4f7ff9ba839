package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.Items;
import dev.comity.adapter.SourceItem;
import dev.comity.json.Json;
import dev.comity.sealing.Sealing;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every shipped adapter's samples give what stands in its expected/ folder, and nothing is left without a counterpart. */
class AdapterSamplesTest {

    @TempDir
    static Path root;

    private static SampleCity city;
    private static final Map<String, ItemSealer> SEALERS = new HashMap<>();

    static List<AdapterFolder> adapters() throws IOException {
        List<Problem> problems = new ArrayList<>();
        List<AdapterFolder> adapters = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SampleCity.HOME.resolve("adapters"), 3)) {
            for (Path file :
                    files.filter(f -> f.endsWith("adapter.yaml")).sorted().toList()) {
                AdapterFolder.load(file.getParent(), problems).ifPresent(adapters::add);
            }
        }
        assertThat(problems).isEmpty();
        return adapters;
    }

    @Test
    void everyShippedAdapterLoads() throws IOException {
        assertThat(adapters())
                .extracting(AdapterFolder::id)
                .contains(
                        "civil-affairs/death-register",
                        "civil-affairs/marriage-register",
                        "housing/rental-applications",
                        "land-registry/price-paid",
                        "public-security-traffic/vehicles",
                        "transport/concession-cards",
                        "transport/opened-deaths");
    }

    @TestFactory
    Stream<DynamicTest> everySampleGivesWhatIsExpected() throws Exception {
        city = SampleCity.in(root);
        List<DynamicTest> tests = new ArrayList<>();
        for (AdapterFolder adapter : adapters()) {
            if (adapter.direction() == AdapterFolder.Direction.SOURCE) {
                for (Path sample : files(adapter.folder().resolve("samples"))) {
                    String name = sample.getFileName().toString();
                    tests.add(DynamicTest.dynamicTest(
                            adapter.id() + " " + name,
                            () -> check(adapter, sample, name.substring(0, name.indexOf('.')))));
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everySourceHasThreeGoodAndTwoBadSamples() throws IOException {
        return adapters().stream()
                .filter(adapter -> adapter.direction() == AdapterFolder.Direction.SOURCE)
                .map(adapter -> DynamicTest.dynamicTest(adapter.id(), () -> {
                    List<Path> expected = files(adapter.folder().resolve("expected"));
                    assertThat(expected).hasSameSizeAs(files(adapter.folder().resolve("samples")));
                    assertThat(expected)
                            .filteredOn(f -> f.toString().endsWith(".error.json"))
                            .hasSizeGreaterThanOrEqualTo(2);
                    assertThat(expected)
                            .filteredOn(f -> !f.toString().endsWith(".error.json"))
                            .isNotEmpty();
                }));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void check(AdapterFolder adapter, Path sample, String name) throws Exception {
        SourceItem item = item(adapter.input().orElseThrow(), sample);
        Path error = adapter.folder().resolve("expected").resolve(name + ".error.json");
        Sealing sealing = sealer(adapter).seal(adapter, item, SampleCity.NOW);
        if (Files.exists(error)) {
            assertThat(sealing).isInstanceOf(Sealing.Unsendable.class);
            var reasons = ((Sealing.Unsendable) sealing).reasons();
            JsonNode expected = Json.parse(Files.readAllBytes(error));
            assertThat(reasons).anySatisfy(reason -> {
                assertThat(reason.code().code()).isEqualTo(expected.path("code").asText());
                assertThat(reason.path()).isEqualTo(expected.path("path").asText());
            });
        } else {
            JsonNode expected = Json.parse(
                    Files.readAllBytes(adapter.folder().resolve("expected").resolve(name + ".json")));
            assertThat(item.problem()).isEmpty();
            ObjectNode record = adapter.mapping().orElseThrow().map(item.content());
            // Members of an object have no order; written and read again, equal numbers are equal.
            assertThat(Json.parse(Json.bytes(record))).isEqualTo(expected);
            assertThat(sealing).isInstanceOf(Sealing.Sealed.class);
        }
    }

    private static ItemSealer sealer(AdapterFolder adapter) throws Exception {
        if (!SEALERS.containsKey(adapter.agency())) {
            SEALERS.put(adapter.agency(), new ItemSealer(SampleSealer.of(city, adapter.agency())::sealer));
        }
        return SEALERS.get(adapter.agency());
    }

    /** A sample of rows is one row as a JSON object. */
    private static SourceItem item(InputFormat format, Path sample) throws Exception {
        byte[] bytes = Files.readAllBytes(sample);
        Object body = bytes;
        if (format.kind() == InputFormat.Kind.ROWS) {
            Map<String, Object> row = new HashMap<>();
            Json.parseObject(bytes)
                    .fields()
                    .forEachRemaining(f -> row.put(
                            f.getKey(),
                            f.getValue().isNumber()
                                    ? f.getValue().numberValue()
                                    : f.getValue().asText()));
            body = List.of(row);
        }
        List<SourceItem> items = Items.of(format, body);
        assertThat(items).hasSize(1);
        return items.get(0);
    }
}
