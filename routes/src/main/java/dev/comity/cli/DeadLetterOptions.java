package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.control.ControlClient;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which hub is asked about its dead letters, and the asking. */
final class DeadLetterOptions {

    private static final int TURNS = 100;
    private static final long TURN_MILLIS = 200;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data folder of the running hub.")
    private Path data;

    /** @throws CommandFailed where no hub answers, or it cannot do what is asked */
    ObjectNode ask(String word, ObjectNode members) throws CommandFailed {
        ObjectNode answer = answer(word, members);
        String verdict = answer.path("verdict").asText();
        switch (verdict) {
            case "missing" -> throw new CommandFailed(ExitCode.INPUT, sentence(answer) + " See comity dead list.");
            case "refused" -> throw new CommandFailed(ExitCode.FAILED, sentence(answer));
            case "failed" ->
                throw new CommandFailed(
                        answer.path("internal").asBoolean() ? ExitCode.INTERNAL : ExitCode.SERVER, sentence(answer));
            default -> {
                return answer;
            }
        }
    }

    private ObjectNode answer(String word, ObjectNode members) throws CommandFailed {
        try {
            return ControlClient.ask(data.resolve("hub"), word, members);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.SERVER,
                    "No hub answers on %s (%s). Nothing was done: dead letters lie in the broker of a running hub; start it with 'comity run --data %s'."
                            .formatted(data, e.getMessage(), data),
                    e);
        }
    }

    private static String sentence(ObjectNode answer) {
        String detail = answer.path("detail").asText("the hub gave no reason");
        return "Nothing was done: " + detail + ".";
    }

    /**
     * What came of a decision.
     *
     * @param decided the hub's answer to it
     * @return empty if nothing came of it within twenty seconds; it is carried out all the same
     */
    Optional<ObjectNode> outcome(ObjectNode decided) throws CommandFailed {
        ObjectNode question = Json.object();
        question.set("undeliverable", decided.get("undeliverable"));
        question.set("before", decided.get("before"));
        for (int turn = 0; turn < TURNS; turn++) {
            ObjectNode outcome = ask("dead-outcome", question);
            if (outcome.path("verdict").asText().equals("settled")) {
                return Optional.of(outcome);
            }
            pause();
        }
        return Optional.empty();
    }

    private static void pause() throws CommandFailed {
        try {
            Thread.sleep(TURN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.INDETERMINATE, "Interrupted; the hub carries the decision out.", e);
        }
    }

    Path data() {
        return data;
    }
}
