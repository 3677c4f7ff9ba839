package dev.comity.agency;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.agreement.KnownVersions;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an agency knows and trusts by itself: record types, anchors, directory, and the agreements that both sides signed.
 *
 * @param fingerprint of the files as they were before they were read; others mean that something has changed since
 */
public record AgencyView(
        RecordTypes types,
        TrustAnchors trust,
        Directory directory,
        Configuration configuration,
        AgreementsInForce agreements,
        String fingerprint) {

    /** @throws NotReady with every problem of every file */
    public static AgencyView load(AgencySettings settings, Map<String, String> environment, Instant now)
            throws IOException, NotReady {
        return load(settings, environment, now, KnownVersions.NONE);
    }

    /**
     * As {@link #load(AgencySettings, Map, Instant)}, by somebody who remembers what was in force before.
     *
     * @throws NotReady with every problem of every file
     */
    static AgencyView load(AgencySettings settings, Map<String, String> environment, Instant now, KnownVersions known)
            throws IOException, NotReady {
        String fingerprint = fingerprint(settings);
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(settings.schemas(), problems);
        TrustAnchors trust = TrustAnchors.load(settings.trust(), problems);
        NotReady.require(problems);
        Directory directory = Directory.load(settings.directory(), trust, problems);
        ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(settings.config(), types, environment);
        problems.addAll(loaded.problems());
        NotReady.require(problems);
        Configuration configuration = loaded.configuration().orElseThrow();
        return new AgencyView(
                types,
                trust,
                directory,
                configuration,
                AgreementsInForce.of(configuration, directory, now, known),
                fingerprint);
    }

    /** Names, sizes and times of everything that a view is read from and that may change while the agency runs. */
    static String fingerprint(AgencySettings settings) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path folder : List.of(settings.config(), settings.directory())) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    append(text, file);
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        for (Path key : AgencyKeys.replaceable(settings.folder().resolve("keys"))) {
            append(text, key);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Path file) throws IOException {
        text.append(file)
                .append(' ')
                .append(Files.size(file))
                .append(' ')
                .append(Files.getLastModifiedTime(file))
                .append('\n');
    }

    /** Something that the agency's side needs is wrong or missing. */
    public static final class NotReady extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        NotReady(List<Problem> problems) {
            super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            this.problems = List.copyOf(problems);
        }

        static void require(List<Problem> problems) throws NotReady {
            List<Problem> errors = problems.stream().filter(Problem::isError).toList();
            if (!errors.isEmpty()) {
                throw new NotReady(errors);
            }
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}
