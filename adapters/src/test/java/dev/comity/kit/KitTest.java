package dev.comity.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.comity.agency.SampleCity;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.record.RecordTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is broken in a copy of a real adapter, exactly the check that is for it fails, and says where. */
class KitTest {

    private static final String DEATHS = "civil-affairs/death-register";
    private static final String CARDS = "transport/concession-cards";
    private static final String VEHICLES = "public-security-traffic/vehicles";
    private static final String RENTALS = "housing/rental-applications";
    private static final String ROUTE = "route.camel.yaml";

    private static Kit kit;

    @TempDir
    Path root;

    /** Something that is broken. */
    interface Breaking {
        void in(BrokenCopy copy) throws IOException;
    }

    @BeforeAll
    static void kit() throws IOException {
        kit = kit(SampleCity.HOME.resolve("schemas"));
    }

    private static Kit kit(Path schemas) throws IOException {
        RecordTypes types = RecordTypes.load(schemas, new ArrayList<>());
        Configuration configuration = ConfigurationLoader.load(SampleCity.HOME.resolve("config"), types, Map.of())
                .configuration()
                .orElseThrow();
        return new Kit(types, Optional.of(configuration), SampleCity.HOME, Clock.systemUTC());
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                row(
                        "folder",
                        VEHICLES,
                        "expected/nobody.json:0:0",
                        "no sample has this name",
                        c -> c.add("expected/nobody.json", "{}")),
                row("folder", VEHICLES, "notes.txt:0:0", "nothing reads this", c -> c.add("notes.txt", "a note")),
                row(
                        "adapter-yaml",
                        VEHICLES,
                        "adapter.yaml:6:1",
                        "Did you mean 'owner'?",
                        c -> c.edit("adapter.yaml", "owner:", "ownr:")),
                row(
                        "adapter-yaml",
                        VEHICLES,
                        "adapter.yaml:5:9",
                        "no record type",
                        c -> c.edit("adapter.yaml", "vehicle-registration/1", "vehicle-registration/9")),
                row(
                        "adapter-yaml",
                        VEHICLES,
                        "adapter.yaml:18:7",
                        "'titel' is not known here",
                        c -> c.edit("adapter.yaml", "      title: Folder", "      titel: Folder")),
                row(
                        "route",
                        CARDS,
                        "route.camel.yaml:12:11",
                        "'setHeadr' is not known here",
                        c -> c.edit(
                                ROUTE,
                                "- setHeader:\n            name: CamelHttpMethod",
                                "- setHeadr:\n            name: CamelHttpMethod")),
                row(
                        "route",
                        VEHICLES,
                        "route.camel.yaml:2:1",
                        "ends in direct:seal",
                        c -> c.edit(ROUTE, "direct:seal", "direct:sael")),
                row(
                        "endpoints",
                        VEHICLES,
                        "route.camel.yaml:11:9",
                        "'initalDelay' is no option",
                        c -> c.edit(ROUTE, "initialDelay", "initalDelay")),
                row(
                        "endpoints",
                        CARDS,
                        "route.camel.yaml:21:15",
                        "'connectTimout' is no option",
                        c -> c.edit(ROUTE, "connectTimeout", "connectTimout")),
                row(
                        "endpoints",
                        VEHICLES,
                        "route.camel.yaml:5:12",
                        "is no parameter",
                        c -> c.edit(ROUTE, "vehicles.folder}}", "vehicles.foldr}}")),
                row(
                        "endpoints",
                        VEHICLES,
                        "route.camel.yaml:8:9",
                        "'noop' must be true or false",
                        c -> c.edit(ROUTE, "noop: true", "noop: yes")),
                row(
                        "endpoints",
                        "land-registry/price-paid",
                        "route.camel.yaml:14:17",
                        "Did you mean 'filesByMonth'?",
                        c -> c.edit(ROUTE, "#filesByMonth", "#filesByMonht")),
                row(
                        "mapping",
                        VEHICLES,
                        "mapping.jslt:6:13",
                        "Parse error",
                        c -> c.edit("mapping.jslt", "\"plateNo\": .plate_no", "\"plateNo\" .plate_no")),
                row(
                        "samples",
                        VEHICLES,
                        "expected/electric-ride-hailing.json:2:14",
                        "has another value",
                        c -> c.edit("expected/electric-ride-hailing.json", "粤BD12345", "粤BD12346")),
                row(
                        "samples",
                        VEHICLES,
                        "expected/electric-ride-hailing.json:2:13",
                        "was expected, and is not there",
                        c -> c.edit(
                                "expected/electric-ride-hailing.json",
                                "{\n  \"plateNo\"",
                                "{\n  \"colour\": \"A\",\n  \"plateNo\"")),
                row(
                        "schema",
                        VEHICLES,
                        "samples/electric-ride-hailing.csv:0:0",
                        "refused at 'plateType'",
                        c -> c.edit("samples/electric-ride-hailing.csv", "\"52\"", "\"9x\"")
                                .edit("expected/electric-ride-hailing.json", "\"52\"", "\"9x\"")),
                row(
                        "fields",
                        VEHICLES,
                        "mapping.jslt:14:14",
                        "Did you mean it?",
                        c -> c.edit("mapping.jslt", ".colour", ".color")),
                row(
                        "fields",
                        VEHICLES,
                        "mapping.jslt:0:0",
                        "'vin' is required by vehicle-registration/1",
                        c -> c.edit("mapping.jslt", "  \"vin\": .vin,\n", "")),
                row(
                        "fields",
                        VEHICLES,
                        "adapter.yaml:10:124",
                        "'colour' is never read",
                        c -> c.edit("mapping.jslt", "  \"colour\": .colour,\n", "")),
                row(
                        "fields",
                        VEHICLES,
                        "adapter.yaml:14:12",
                        "is read after all",
                        c -> c.edit(
                                "adapter.yaml",
                                "parameters:",
                                "test:\n  unread: {colour: nobody needs it}\nparameters:")),
                row(
                        "refused",
                        VEHICLES,
                        "expected/wrong-vin.error.json:2:11",
                        "schema at 'vin'",
                        c -> c.edit("expected/wrong-vin.error.json", "\"schema\"", "\"not-sendable\"")),
                row(
                        "refused",
                        VEHICLES,
                        "expected/electric-ride-hailing.error.json:1:1",
                        "it gives a record",
                        c -> c.delete("expected/electric-ride-hailing.json")
                                .add(
                                        "expected/electric-ride-hailing.error.json",
                                        "{\"code\": \"schema\", \"path\": \"vin\"}")),
                row(
                        "repeated",
                        DEATHS,
                        "adapter.yaml:9:8",
                        "comes again",
                        c -> c.edit("adapter.yaml", "key: resident_id", "key: residentid")),
                row(
                        "views",
                        DEATHS,
                        "expected/revoked.transport.json:3:19",
                        "has another value",
                        c -> c.edit("expected/revoked.transport.json", "2026-03-01", "2026-03-02")),
                row(
                        "sealed",
                        RENTALS,
                        "adapter.yaml:2:10",
                        "Did you mean 'housing'?",
                        c -> c.edit("adapter.yaml", "housing/rental", "housin/rental")
                                .edit(ROUTE, "housing/rental", "housin/rental")),
                row(
                        "isolated",
                        DEATHS,
                        "adapter.yaml:25:16",
                        "looks like a secret",
                        c -> c.edit("adapter.yaml", "default: \"\"", "default: \"letmein\"")),
                row(
                        "isolated",
                        VEHICLES,
                        "samples/.kept:2:1",
                        "a private key",
                        c -> c.add("samples/.kept", "\n-----BEGIN " + "PRIVATE KEY-----")),
                row(
                        "isolated",
                        VEHICLES,
                        "route.camel.yaml",
                        "a connection to socket://127.0.0.1:9",
                        c -> c.edit(
                                ROUTE,
                                "- route:",
                                "- beans:\n    - name: outside\n      type: java.net.Socket\n"
                                        + "      constructors: {\"0\": 127.0.0.1, \"1\": 9}\n- route:")),
                row(
                        "steps",
                        VEHICLES,
                        "route.camel.yaml:18:15",
                        "no sample goes through this step",
                        c -> c.edit(
                                ROUTE,
                                "        - to:",
                                "        - filter:\n            simple: ${header.never} == 'so'\n"
                                        + "            steps:\n              - log: never\n        - to:")));
    }

    private static Arguments row(String check, String adapter, String place, String says, Breaking breaking) {
        return arguments(check, adapter, place, says, breaking);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("broken")
    void failsExactlyTheCheckThatIsForIt(String check, String adapter, String place, String says, Breaking breaking)
            throws IOException {
        // Given
        BrokenCopy copy = BrokenCopy.of(SampleCity.HOME.resolve("adapters").resolve(adapter), root);
        breaking.in(copy);

        // When
        AdapterOutcome outcome = kit.test(copy.folder());

        // Then
        assertThat(failed(outcome)).as("%s", problems(outcome)).containsExactly(check);
        assertThat(problems(outcome)).anySatisfy(problem -> assertThat(problem).contains(place, says));
    }

    private static List<String> failed(AdapterOutcome outcome) {
        return outcome.checks().stream()
                .filter(CheckOutcome::failed)
                .map(CheckOutcome::id)
                .toList();
    }

    private static List<String> problems(AdapterOutcome outcome) {
        return outcome.checks().stream()
                .flatMap(check -> check.problems().stream())
                .map(Object::toString)
                .toList();
    }

    @Test
    void namesWhatARecordTypeBreaksSinceItWasPublished() throws IOException {
        // Given
        BrokenCopy copy = BrokenCopy.of(SampleCity.HOME.resolve("adapters").resolve(VEHICLES), root);
        Path schemas = root.resolve("schemas");
        BrokenCopy.copy(SampleCity.HOME.resolve("schemas/records"), schemas.resolve("records"));
        BrokenCopy.copy(SampleCity.HOME.resolve("schemas/codes"), schemas.resolve("codes"));
        new BrokenCopy(schemas.resolve("records/vehicle-registration/1"))
                .edit("published.json", "\"colour\"", "\"color\"");

        // When
        AdapterOutcome outcome = kit(schemas).test(copy.folder());

        // Then
        assertThat(failed(outcome)).containsExactly("compatible");
        assertThat(problems(outcome)).anySatisfy(problem -> assertThat(problem).contains("/properties/color removed"));
    }

    @Test
    void neverRepeatsAValueOfASample() throws IOException {
        // Given
        BrokenCopy copy = BrokenCopy.of(SampleCity.HOME.resolve("adapters").resolve(VEHICLES), root)
                .edit("samples/electric-ride-hailing.csv", "990000195001010019", "99000019500101001Z")
                .edit("expected/electric-ride-hailing.json", "BEV", "XYZ")
                .edit("mapping.jslt", ".energy", "number(.energy)");

        // When
        AdapterOutcome outcome = kit.test(copy.folder());

        // Then
        assertThat(failed(outcome)).isNotEmpty();
        assertThat(String.join("\n", problems(outcome)))
                .doesNotContain("99000019500101001Z", "BEV", "XYZ", "LSVAA49JXB2000001");
    }
}
