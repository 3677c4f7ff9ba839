package dev.comity.chaos;

import dev.comity.agency.AgencySettings;
import dev.comity.demo.DataFolder;
import dev.comity.demo.Provisioning;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedWitness;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The folders of a small installation: the land registry provides, housing consumes with its own side, and statistics consumes
 * with nothing but a connection. Its configuration is the program's, cut down to these three.
 */
final class Bed {

    static final String PROVIDER = "land-registry";
    static final String CONSUMER = "housing";
    static final String TAP = "statistics";

    private static final List<String> AGENCIES = List.of(PROVIDER, CONSUMER, TAP);
    private static final List<String> COPIED = List.of(
            "schemas/codes",
            "schemas/records/common",
            "schemas/records/property-transfer",
            "config/hub.yaml",
            "config/purposes.yaml",
            "config/agreements/housing/property-transfers.yaml",
            "config/agreements/housing/property-transfers.tests.yaml",
            "config/agreements/statistics/property-price-bands.yaml",
            "config/agreements/statistics/property-price-bands.tests.yaml",
            "adapters/land-registry/price-paid");

    private final Path home;
    private final DataFolder data;
    private final Provisioning.Provisioned setting;
    private final TrustAnchors trust;

    private Bed(Path home, Provisioning.Provisioned setting, TrustAnchors trust) {
        this.home = home;
        this.data = setting.data();
        this.setting = setting;
        this.trust = trust;
    }

    static Bed make(ChaosPlan plan, Instant now) throws IOException {
        Path home = plan.folder().resolve("home");
        for (String name : COPIED) {
            copy(plan.program().resolve(name), home.resolve(name));
        }
        String agencies = Files.readString(plan.program().resolve("config/agencies.yaml"));
        DurableFile.write(home.resolve("config/agencies.yaml"), only(AGENCIES, agencies));
        HandOvers.writeAdapter(home.resolve("adapters").resolve(CONSUMER).resolve("handed-over"));
        var setting = Provisioning.provision(
                home, home.resolve("config"), new DataFolder(plan.folder().resolve("city")), now);
        Bed bed = new Bed(home, setting, withoutTap(setting.trust()));
        DurableFile.write(setting.data().trust(), bed.trust.toYaml());
        bed.provider();
        bed.consumer(0);
        return bed;
    }

    /** A witness that never answers would keep every start waiting. */
    private static TrustAnchors withoutTap(TrustAnchors trust) {
        List<TrustedWitness> witnesses =
                trust.witnesses().stream().filter(w -> !w.agency().equals(TAP)).toList();
        return new TrustAnchors(
                trust.registrars(), trust.logs(), witnesses, TrustAnchors.usualQuorum(witnesses.size()), trust.hubs());
    }

    /** The lines of an agencies.yaml that are about these, with its head. */
    static String only(List<String> agencies, String yaml) {
        StringBuilder kept = new StringBuilder();
        boolean about = true;
        for (String line : yaml.split("\n")) {
            if (line.matches(" {2}[a-z-]+:.*")) {
                about = agencies.contains(line.strip().replaceAll(":.*", ""));
            }
            if (about) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = from.equals(file)
                        ? to
                        : to.resolve(from.relativize(file).toString());
                DurableFile.write(copy, Files.readAllBytes(file));
            }
        }
    }

    private void provider() throws IOException {
        agency(PROVIDER, home.resolve("adapters/land-registry/price-paid"), Map.of());
        Files.createDirectories(source());
    }

    /** @param life which start of the consumer's process it is: its system writes it beside each record */
    void consumer(int life) throws IOException {
        agency(
                CONSUMER,
                home.resolve("adapters").resolve(CONSUMER).resolve("handed-over"),
                Map.of("housing/handed-over.life", Integer.toString(life)));
    }

    private void agency(String agency, Path adapter, Map<String, String> parameters) throws IOException {
        Path folder = data.agency(agency);
        var settings = new AgencySettings(
                agency,
                setting.configuration().hub().id(),
                data.hub().resolve("endpoint.json"),
                folder.resolve("keys/broker.password"),
                folder,
                data.trust(),
                data.directory(),
                data.config(),
                home.resolve("schemas"),
                List.of(adapter),
                OptionalInt.empty(),
                parameters);
        DurableFile.write(folder.resolve("agency.yaml"), settings.toYaml());
    }

    Path home() {
        return home;
    }

    DataFolder data() {
        return data;
    }

    Provisioning.Provisioned setting() {
        return setting;
    }

    TrustAnchors trust() {
        return trust;
    }

    /** Where the provider's own system puts its files. */
    Path source() {
        return data.agency(PROVIDER).resolve("source/price-paid");
    }

    HandOvers handOvers() {
        return new HandOvers(data.agency(CONSUMER).resolve("source/handed-over.txt"));
    }
}
