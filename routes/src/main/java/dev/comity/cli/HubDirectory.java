package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.control.ControlClient;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has the hub of a data folder take over the registrar's statements. */
final class HubDirectory {

    private HubDirectory() {}

    /** @return what is so now @throws CommandFailed if it refuses, or it cannot be known what the hub knows */
    static String reload(Path data) throws CommandFailed {
        ObjectNode answer;
        try {
            answer = ControlClient.ask(data, "reload");
        } catch (IOException e) {
            return stopped(data, e);
        }
        if (!answer.path("verdict").asText().equals("reloaded")) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "The hub does not take over what is in directory/ and config/ now; 'comity reload --data %s' says why. The old key stays in use."
                            .formatted(data));
        }
        return "has taken over the statement";
    }

    /** A hub that does not run reads its directory when it starts, before it takes anything. */
    private static String stopped(Path data, IOException e) throws CommandFailed {
        if (runsNot(data.resolve("hub"), e)) {
            return "does not run, and reads the statement when it starts";
        }
        throw new CommandFailed(
                ExitCode.SERVER,
                "No hub answers in %s, so it is not known whether the hub has the statement. The old key stays in use; give --hub-has-it once its operator says so."
                        .formatted(data),
                e);
    }

    /** Nobody listens there. A hub that does not answer, or not this user, may be running. */
    private static boolean runsNot(Path hub, IOException e) {
        boolean neverListened =
                Files.notExists(hub.resolve("control.sock")) && Files.notExists(hub.resolve("control.path"));
        return Files.isDirectory(hub) && (neverListened || e instanceof ConnectException);
    }
}
