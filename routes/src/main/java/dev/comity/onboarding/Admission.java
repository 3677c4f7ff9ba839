package dev.comity.onboarding;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.broker.BrokerUsers;
import dev.comity.config.AgencyEntry;
import dev.comity.config.ConfigurationLoader;
import dev.comity.crypto.SigningKey;
import dev.comity.demo.Registrar;
import dev.comity.directory.Directory;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes an agency in: its entry in {@code config/agencies.yaml}, the registrar's statement in {@code directory/}, its user at the broker. A
 * hub that runs knows it after a reload.
 */
public final class Admission {

    private final Path data;
    private final RecordTypes types;

    /** @param data folder of the hub */
    public Admission(Path data, RecordTypes types) {
        this.data = data;
        this.types = types;
    }

    /**
     * @param registrar id, as trust.yaml has it
     * @param known what is certified by now
     * @return every reason why it was not taken in, and then nothing has changed; none if it was
     */
    public List<Problem> admit(
            Application application, String registrar, SigningKey registrarKey, Directory known, Instant now)
            throws IOException {
        AgencyEntry agency = application.agency();
        if (known.agency(agency.id()).isPresent()) {
            return List.of(Problem.error(
                    "directory",
                    0,
                    0,
                    "'" + agency.id() + "' is certified already; 'comity keys rotate' replaces keys"));
        }
        List<Problem> problems = list(agency);
        if (problems.isEmpty()) {
            // The broker's user first: it opens a door to nothing until the directory knows the agency.
            BrokerUsers.registerHash(data.resolve("hub"), agency.id(), application.passwordHash());
            DurableFile.write(request(agency.id()), application.certificateRequest());
            new Registrar(registrar, registrarKey, data.resolve("directory"), now)
                    .certify(agency, application.keys(), known.agency(agency.id()));
        }
        return problems;
    }

    /** Where the request for the agency's client certificate lies: the operator's authority signs it where the broker asks for one. */
    public Path request(String agency) {
        return data.resolve("hub/requests").resolve(agency + ".csr");
    }

    /** Adds the entry, and takes it out again where the configuration is not sound with it. */
    private List<Problem> list(AgencyEntry agency) throws IOException {
        Path file = data.resolve("config/agencies.yaml");
        String before = Files.readString(file);
        DurableFile.write(file, before + (before.endsWith("\n") ? "" : "\n") + entry(agency));
        List<Problem> problems =
                new ArrayList<>(ConfigurationLoader.load(data.resolve("config"), types, System.getenv())
                        .problems());
        problems.removeIf(problem -> !problem.isError());
        if (!problems.isEmpty()) {
            DurableFile.write(file, before);
        }
        return problems;
    }

    private static String entry(AgencyEntry agency) {
        return "  %s:\n    title: {en: %s, zh: %s}\n    uscc: %s\n    division: %s\n    roles: [%s]\n"
                .formatted(
                        agency.id(),
                        quoted(agency.titleEn()),
                        quoted(agency.titleZh()),
                        quoted(agency.creditCode()),
                        quoted(agency.division()),
                        agency.roles().stream().sorted().map(Admission::quoted).collect(Collectors.joining(", ")));
    }

    private static String quoted(String text) {
        // A JSON string is a YAML 1.2 double-quoted scalar.
        return Json.text(TextNode.valueOf(text));
    }
}
