package dev.comity.cli;

import dev.comity.agreement.Agreement;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Problems;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Record types and configuration as they were read, with everything that is wrong in them.
 *
 * @param schemas folder of the record types
 * @param config folder of the configuration
 * @param types those without an error
 * @param configuration empty if there is an error
 * @param readable what could be read in spite of errors, for trying its tests out
 */
record CheckedConfiguration(
        Path schemas,
        Path config,
        RecordTypes types,
        Optional<Configuration> configuration,
        List<Problem> schemaProblems,
        List<Problem> configProblems,
        Configuration readable) {

    /** @throws CommandFailed only where a folder cannot be read */
    static CheckedConfiguration read(Path schemas, Path config) throws CommandFailed {
        List<Problem> schemaProblems = new ArrayList<>();
        requireFolder("Folder of record types", schemas);
        requireFolder("Configuration folder", config);
        try {
            RecordTypes types = RecordTypes.load(schemas, schemaProblems);
            ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(config, types, System.getenv());
            return new CheckedConfiguration(
                    schemas,
                    config,
                    types,
                    loaded.configuration(),
                    schemaProblems,
                    loaded.problems(),
                    loaded.readable());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "Nothing was read: " + e.getMessage(), e);
        }
    }

    private static void requireFolder(String what, Path folder) throws CommandFailed {
        if (!Files.isDirectory(folder)) {
            throw CommandFailed.unreadable(what, folder, "Nothing was read; name an existing folder.");
        }
    }

    /** The configuration, if neither it nor the record types have an error. */
    Configuration orFail(String outcome) throws CommandFailed {
        if (sound()) {
            return configuration.orElseThrow();
        }
        throw new CommandFailed(ExitCode.FAILED, errorsListed(outcome));
    }

    boolean sound() {
        return configuration.isPresent() && errors().findAny().isEmpty();
    }

    /** Whether {@link #readable} lacks nothing: every error is about an agreement that could be read, or about its tests. */
    boolean everyWordRead() {
        Set<String> read = readable.agreements().stream().map(Agreement::place).collect(Collectors.toSet());
        return schemaProblems.stream().noneMatch(Problem::isError)
                && configProblems.stream()
                        .filter(Problem::isError)
                        .map(Problem::file)
                        .allMatch(file -> read.contains(file) || file.endsWith(".tests.yaml"));
    }

    String errorsListed(String outcome) {
        List<String> parts = new ArrayList<>();
        addPart(parts, outcome, schemas, schemaProblems);
        addPart(parts, outcome, config, configProblems);
        return String.join(System.lineSeparator(), parts);
    }

    private static void addPart(List<String> parts, String outcome, Path folder, List<Problem> problems) {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            parts.add(Problems.listed(outcome, folder + "/", errors));
        }
    }

    Stream<Problem> errors() {
        return all().filter(Problem::isError);
    }

    Stream<Problem> warnings() {
        return all().filter(problem -> !problem.isError());
    }

    private Stream<Problem> all() {
        return Stream.concat(schemaProblems.stream(), configProblems.stream());
    }
}
