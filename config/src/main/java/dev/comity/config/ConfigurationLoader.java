package dev.comity.config;

import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and checks a configuration folder: {@code hub.yaml}, {@code agencies.yaml}, {@code purposes.yaml}, {@code agreements/}. */
public final class ConfigurationLoader {

    private ConfigurationLoader() {}

    /**
     * @param folder only the four names above are read
     * @param environment for settings, usually {@code System.getenv()}
     * @throws IOException if the folder cannot be read
     */
    public static Loaded load(Path folder, RecordTypes types, Map<String, String> environment) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * @param configuration empty if there is an error
     * @param problems sorted, warnings too
     */
    public record Loaded(Optional<Configuration> configuration, List<Problem> problems) {}
}
