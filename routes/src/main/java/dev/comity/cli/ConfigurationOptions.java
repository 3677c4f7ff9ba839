package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, {@code --data} and {@code --schemas}: which configuration a command speaks of. */
final class ConfigurationOptions {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "Configuration folder; default: config/ of the data folder if one is named, else of the program.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder whose config/ is meant.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    Optional<Path> data() {
        return data;
    }

    Path schemas() {
        return Folders.schemas(schemas);
    }

    String configOrigin() {
        return config.isPresent() ? "--config" : data.isPresent() ? "--data" : "default";
    }

    String schemasOrigin() {
        return schemas.isPresent() ? "--schemas" : "default";
    }

    /** @throws CommandFailed only where a folder cannot be read */
    CheckedConfiguration checked() throws CommandFailed {
        return CheckedConfiguration.read(schemas(), Folders.config(config, data));
    }

    /** @throws CommandFailed with every problem, if there is an error */
    Configuration configuration(String outcome) throws CommandFailed {
        return checked().orFail(outcome);
    }
}
