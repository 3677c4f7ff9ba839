package dev.comity.demo;

import dev.comity.agency.AgencySettings;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Writes each agency's {@code agency.yaml}. */
final class AgencyFiles {

    private AgencyFiles() {}

    /**
     * Writes them for all that have keys, so that any of them can be started later, and returns those of the agencies that run.
     * Paths inside the data folder are written relative, so that the folder can be moved as a whole.
     */
    static List<AgencySettings> write(Path home, Provisioning.Provisioned setting, City city) throws IOException {
        List<AgencySettings> all = new ArrayList<>();
        for (String agency : setting.registered()) {
            Map<String, String> parameters = city.parameters(agency);
            AgencySettings written = settings(home, setting, agency, parameters);
            Path file = setting.data().agency(agency).resolve("agency.yaml");
            DurableFile.write(file, written.toYaml());
            List<dev.comity.yaml.Problem> problems = new ArrayList<>();
            AgencySettings read = AgencySettings.load(file, problems);
            ProblemsFound.throwIfAny(file.toString(), problems);
            if (setting.agencies().contains(agency)) {
                all.add(read);
            }
        }
        return all;
    }

    private static AgencySettings settings(
            Path home, Provisioning.Provisioned setting, String agency, Map<String, String> parameters)
            throws IOException {
        Path root = Path.of("../..");
        return new AgencySettings(
                agency,
                setting.configuration().hub().id(),
                root.resolve("hub/endpoint.json"),
                Path.of("keys/broker.password"),
                Path.of("."),
                root.resolve("trust.yaml"),
                root.resolve("directory"),
                root.resolve("config"),
                home.toAbsolutePath().normalize().resolve("schemas"),
                SampleAdapters.of(home.toAbsolutePath().normalize().resolve("adapters"), agency),
                OptionalInt.empty(),
                parameters);
    }
}
