package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.decision.Request;
import dev.comity.decision.RequestReader;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A request in a file, to try a decision out: nobody has signed it, and it goes nowhere.
 *
 * @param past what happened before, the file's member {@code past}; empty if it has none
 */
record RequestFile(Request request, ObjectNode past) {

    /**
     * @param consumer that the command names; the request is read as its own
     * @param at when it counts as made, unless it says so itself
     * @throws CommandFailed where it cannot be read or is no request; all problems at once
     */
    static RequestFile read(Path file, String consumer, Instant at) throws CommandFailed {
        ObjectNode json;
        try {
            json = Json.parseObject(Files.readAllBytes(file));
        } catch (MalformedJson e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s:%d:%d  not a JSON object: %s.".formatted(file, e.line(), e.column(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw CommandFailed.unreadable("Request", file, "Nothing was explained.");
        }
        if (!json.has("consumer")) {
            json.put("consumer", consumer);
        }
        ObjectNode past = json.remove("past") instanceof ObjectNode stated ? stated : Json.object();
        RequestReader.Read read = RequestReader.read(RequestReader.withDefaults(json, at));
        return read.request()
                .filter(request -> request.consumer().equals(consumer))
                .map(request -> new RequestFile(request, past))
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.FAILED,
                        "%s is no request of %s: %s".formatted(file, consumer, String.join("; ", read.problems()))));
    }
}
