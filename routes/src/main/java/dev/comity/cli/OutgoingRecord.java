package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A record to send, in the form that an agency's {@code send/} folder takes. */
final class OutgoingRecord {

    private OutgoingRecord() {}

    /**
     * @param type of a file that holds the body alone; empty for one that says its type itself
     * @return {@code {"record": ..., "body": ...}}; whether the type and the body are right is the agency's check
     */
    static byte[] read(Path file, Optional<String> type) throws CommandFailed {
        try {
            ObjectNode content = Json.parseObject(Files.readAllBytes(file));
            return Json.bytes(type.map(name -> wrapped(name, content)).orElse(content));
        } catch (MalformedJson e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s:%d:%d  not a JSON object: %s. Nothing was sent."
                            .formatted(file, e.line(), e.column(), e.getMessage()));
        } catch (IOException e) {
            throw CommandFailed.unreadable("Record", file, "Nothing was sent.");
        }
    }

    private static ObjectNode wrapped(String type, ObjectNode body) {
        ObjectNode wrapped = Json.object().put("record", type);
        wrapped.set("body", body);
        return wrapped;
    }
}
