package dev.comity.config;

import dev.comity.agreement.AgreementReader;
import dev.comity.agreement.AgreementSet;
import dev.comity.agreement.AgreementTestReader;
import dev.comity.agreement.DraftAgreement;
import dev.comity.agreement.Registers;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and checks a configuration folder: {@code hub.yaml}, {@code agencies.yaml}, {@code purposes.yaml}, {@code agreements/}. */
public final class ConfigurationLoader {

    private final ConfigurationFolder folder;
    private final RecordTypes types;
    private final boolean tested;
    private final List<Problem> problems;

    /** @param tested whether tests lie beside the agreements; a bundle holds none */
    private ConfigurationLoader(ConfigurationFolder folder, RecordTypes types, boolean tested, List<Problem> problems) {
        this.folder = folder;
        this.types = types;
        this.tested = tested;
        this.problems = problems;
    }

    /**
     * @param folder only the four names above are read
     * @param environment for settings, usually {@code System.getenv()}
     * @throws IOException if the folder cannot be read
     */
    public static Loaded load(Path folder, RecordTypes types, Map<String, String> environment) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        List<Problem> problems = new ArrayList<>();
        ConfigurationFolder files = ConfigurationFolder.read(folder, problems);
        return new ConfigurationLoader(files, types, true, problems).load(environment);
    }

    /** What a bundle says. Its tests stayed where it was made; its settings are the file's, whatever the environment says. */
    static Loaded load(ConfigurationBundle bundle, RecordTypes types) throws IOException {
        var files = new ConfigurationFolder(Path.of(""), bundle.configuration());
        return new ConfigurationLoader(files, types, false, new ArrayList<>()).load(Map.of());
    }

    private Loaded load(Map<String, String> environment) throws IOException {
        Configuration readable = read(environment);
        Collections.sort(problems);
        boolean sound = problems.stream().noneMatch(Problem::isError);
        return new Loaded(sound ? Optional.of(readable) : Optional.empty(), List.copyOf(problems), readable);
    }

    private Configuration read(Map<String, String> environment) throws IOException {
        HubSettings hub = new HubSettingsReader(environment, problems).read(root(ConfigurationFolder.HUB));
        Optional<Map<String, AgencyEntry>> agencies =
                root(ConfigurationFolder.AGENCIES).map(new AgenciesReader(hub.everyAgency(), problems)::read);
        Optional<Map<String, Purpose>> purposes =
                root(ConfigurationFolder.PURPOSES).map(new PurposesReader(problems)::read);
        AgreementReader reader = new AgreementReader(new Registers(agencies, purposes, types), problems);
        List<DraftAgreement> drafts = folder.agreements().stream()
                .flatMap(
                        place -> reader
                                .read(
                                        folder.folder().resolve(place),
                                        place,
                                        folder.files().get(place))
                                .stream())
                .toList();
        if (tested) {
            drafts.forEach(this::readTests);
            testsWithoutAgreement();
        }
        new AgreementSet(drafts, reader.brokenReleases()).check(types.all(), LocalDate.now(hub.zone()), problems);
        return new Configuration(
                hub,
                Collections.unmodifiableMap(agencies.orElse(Map.of())),
                Collections.unmodifiableMap(purposes.orElse(Map.of())),
                drafts.stream().map(DraftAgreement::agreement).toList(),
                types,
                ConfigurationBundle.of(folder, types));
    }

    private Optional<YamlNode> root(String name) {
        byte[] bytes = folder.files().get(name);
        if (bytes == null) {
            problems.add(Problem.error(name, 0, 0, "is missing"));
            return Optional.empty();
        }
        return YamlDocument.parse(name, bytes, problems);
    }

    private void readTests(DraftAgreement draft) {
        String place = ConfigurationFolder.testsOf(draft.agreement().place());
        byte[] bytes = folder.files().get(place);
        if (bytes == null) {
            problems.add(draft.root()
                    .error("nothing tests this agreement: write " + place.substring(place.lastIndexOf('/') + 1)
                            + " beside it"));
            return;
        }
        new AgreementTestReader(draft.agreement(), draft.type(), problems).read(place, bytes);
    }

    private void testsWithoutAgreement() {
        var agreements = folder.agreements().stream().collect(Collectors.toSet());
        folder.tests().stream()
                .filter(tests -> !agreements.contains(ConfigurationFolder.agreementOf(tests)))
                .forEach(tests -> problems.add(Problem.error(
                        tests,
                        0,
                        0,
                        "tests no agreement: there is no "
                                + ConfigurationFolder.agreementOf(tests).replaceFirst(".*/", "") + " beside it")));
    }

    /**
     * @param configuration empty if there is an error
     * @param problems sorted, warnings too
     * @param readable as far as it could be read, errors or not: to try its tests out, and never to decide with
     */
    public record Loaded(Optional<Configuration> configuration, List<Problem> problems, Configuration readable) {}
}
