package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.client.HubAccess;
import dev.comity.client.TlsStores;
import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgencySettingsTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatItWritesWithPathsFromItsOwnFolder() throws Exception {
        AgencySettings written = new AgencySettings(
                "housing",
                "city-hub",
                Path.of("../hub/endpoint.json"),
                Path.of("keys/broker.password"),
                Path.of("."),
                Path.of("../trust.yaml"),
                Path.of("../directory"),
                Path.of("/config"),
                Path.of("/schemas"),
                List.of(Path.of("/adapters/housing/rental-applications")),
                OptionalInt.of(4711),
                Map.of("housing/rental-applications.folder", "C: \"quoted\" # text"),
                HubAccess.Protocol.AMQP,
                Optional.of(new TlsStores(Path.of("/t.p12"), Optional.of(Path.of("/k.p12")), Path.of("/p"))),
                OptionalInt.of(0));
        Path file = Files.writeString(folder.resolve("agency.yaml"), written.toYaml());
        List<Problem> problems = new ArrayList<>();

        AgencySettings read = AgencySettings.load(file, problems);

        assertThat(problems).isEmpty();
        assertThat(read.folder()).isEqualTo(folder.toAbsolutePath());
        assertThat(read.endpoint())
                .isEqualTo(folder.resolveSibling("hub/endpoint.json").toAbsolutePath());
        assertThat(read.adapters()).isEqualTo(written.adapters());
        assertThat(read.witnessPort()).hasValue(4711);
        assertThat(read.parameters()).isEqualTo(written.parameters());
        assertThat(read.protocol()).isEqualTo(written.protocol());
        assertThat(read.tls()).isEqualTo(written.tls());
        assertThat(read.observePort()).hasValue(0);
    }

    @Test
    void reportsEverythingThatIsWrongWithItsPlace() throws Exception {
        Path file = Files.writeString(
                folder.resolve("agency.yaml"), "v: 2\nagency: Housing\nhub: city-hub\nendpont: x\nadapters: {}\n");
        List<Problem> problems = new ArrayList<>();

        AgencySettings read = AgencySettings.load(file, problems);

        assertThat(read).isNull();
        assertThat(problems).extracting(Problem::line).contains(1, 2, 4, 5);
        assertThat(problems)
                .anySatisfy(p -> assertThat(p.message()).contains("endpont").contains("endpoint"));
    }
}
