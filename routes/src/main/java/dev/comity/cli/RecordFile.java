package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.RecordProblem;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A whole record in a file, valid for its type.
 *
 * @param type as the command, the file or its folder says
 */
record RecordFile(Path file, RecordType type, ObjectNode body) {

    /**
     * @param named type of a file that holds the body alone; else {@code {"record": ..., "body": ...}} says it, or the folders
     *     {@code <type>/<major>/} that the file lies below
     * @throws CommandFailed where the file cannot be read, has no known type, or is not valid; all problems at once
     */
    static RecordFile read(Path file, Optional<String> named, RecordTypes types) throws CommandFailed {
        ObjectNode content = content(file);
        boolean wrapped = content.size() == 2
                && content.has("record")
                && content.path("body").isObject();
        String written = named.orElseGet(() -> wrapped ? content.get("record").asText() : folders(file));
        RecordType type =
                RecordTypeId.parse(written).flatMap(types::find).orElseThrow(() -> unknown(file, written, types));
        ObjectNode body = wrapped ? (ObjectNode) content.get("body") : content;
        List<RecordProblem> wrong = type.validate(body).stream()
                .filter(problem -> !problem.warning())
                .toList();
        if (!wrong.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "%s is no valid %s:%n%s"
                            .formatted(
                                    file,
                                    type.id(),
                                    wrong.stream()
                                            .map(one -> "  " + one.place() + "  " + one.message())
                                            .collect(Collectors.joining(System.lineSeparator()))));
        }
        return new RecordFile(file, type, body);
    }

    private static ObjectNode content(Path file) throws CommandFailed {
        try {
            return Json.parseObject(Files.readAllBytes(file));
        } catch (MalformedJson e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s:%d:%d  not a JSON object: %s.".formatted(file, e.line(), e.column(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw CommandFailed.unreadable("Record", file, "Nothing was explained.");
        }
    }

    /** {@code death-registration/1} of {@code .../death-registration/1/examples/cremated.json}. */
    private static String folders(Path file) {
        Path examples = file.toAbsolutePath().normalize().getParent();
        Path major = examples == null ? null : examples.getParent();
        return major == null || major.getParent() == null
                ? ""
                : major.getParent().getFileName() + "/" + major.getFileName();
    }

    private static CommandFailed unknown(Path file, String written, RecordTypes types) {
        List<String> known =
                types.all().stream().map(type -> type.id().toString()).toList();
        return new CommandFailed(
                ExitCode.USAGE,
                "The record type of %s is not known: found '%s'. Name it with --type.%s"
                        .formatted(file, written, Suggestion.of(written, known)));
    }
}
