package dev.comity.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.hub.DeadLetterDesk;
import dev.comity.hub.Hub;
import dev.comity.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator can ask about dead letters: {@code dead-list}, {@code dead-show}, {@code dead-resubmit} and so on. */
final class DeadLetterWords {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWords.class);

    private DeadLetterWords() {}

    /** What is asked of the desk. */
    @FunctionalInterface
    private interface Question {
        ObjectNode ask(DeadLetterDesk desk, ObjectNode request) throws Exception;
    }

    static Map<String, UnaryOperator<ObjectNode>> of(Hub hub) {
        return Map.of(
                "dead-list", command(hub, (desk, request) -> desk.list()),
                "dead-show", command(hub, (desk, request) -> desk.show(text(request, "id"))),
                "dead-resubmit", command(hub, (desk, request) -> desk.resubmit(text(request, "id"))),
                "dead-discard",
                        command(hub, (desk, request) -> desk.discard(text(request, "id"), text(request, "reason"))),
                "dead-outcome",
                        command(
                                hub,
                                (desk, request) -> desk.outcome(
                                        request.path("undeliverable").asLong(),
                                        request.path("before").asInt())));
    }

    private static UnaryOperator<ObjectNode> command(Hub hub, Question question) {
        return request -> {
            Optional<DeadLetterDesk> desk = hub.deadLetters();
            if (desk.isEmpty()) {
                return failed("the hub is waiting for its witnesses and is not ready yet");
            }
            try {
                return question.ask(desk.get(), request);
            } catch (Exception e) {
                LOG.error("Dead letters cannot be looked at", e);
                return failed("the broker or the log does not answer");
            }
        };
    }

    private static String text(ObjectNode request, String member) {
        return request.path(member).asText();
    }

    private static ObjectNode failed(String why) {
        return Json.object().put("v", 1).put("verdict", "failed").put("detail", why);
    }
}
