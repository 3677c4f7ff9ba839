package dev.comity.config;

import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The repository's own record types and configuration. */
public final class Home {

    private static final Path ROOT = Path.of(System.getProperty("comity.home"));
    private static final RecordTypes TYPES = loadTypes();

    private Home() {}

    public static Path config() {
        return ROOT.resolve("config");
    }

    public static RecordTypes types() {
        return TYPES;
    }

    public static RecordType type(String id) {
        return TYPES.find(RecordTypeId.of(id)).orElseThrow();
    }

    public static Configuration configuration() {
        try {
            return ConfigurationLoader.load(config(), TYPES, Map.of())
                    .configuration()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration as it was loaded first: for tests that ask for it thousands of times. */
    public static Configuration configurationOnce() {
        return Once.CONFIGURATION;
    }

    private static final class Once {
        private static final Configuration CONFIGURATION = configuration();
    }

    /** Copies the configuration, so that a test may change it. */
    public static Path copyOfConfig(Path target) throws IOException {
        for (String name : List.of("hub.yaml", "agencies.yaml", "purposes.yaml", "agreements")) {
            copy(config().resolve(name), target.resolve(name));
        }
        return target;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.toList()) {
                Path there = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static RecordTypes loadTypes() {
        List<Problem> problems = new ArrayList<>();
        try {
            RecordTypes types = RecordTypes.load(ROOT.resolve("schemas"), problems);
            if (problems.stream().anyMatch(Problem::isError)) {
                throw new IllegalStateException(problems.toString());
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
