package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.json.Json;
import dev.comity.policy.Explanation;
import dev.comity.policy.Explanation.Outcome;
import dev.comity.policy.Explanation.Under;
import java.util.ArrayList;
import java.util.List;

/** An explanation in words, and as machines get it. */
final class ExplanationText {

    private final Explanation explanation;

    ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Under under : explanation.agreements()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add("%s to %s on %s, %s"
                    .formatted(
                            explanation.record(),
                            explanation.consumer(),
                            explanation.day(),
                            under.agreement().map(ExplanationText::name).orElse("without an agreement")));
            under.denied().ifPresent(why -> lines.add("Nothing is released: " + why + "."));
            int width = under.fields().stream()
                    .mapToInt(field -> field.path().value().length())
                    .max()
                    .orElse(0);
            under.fields().forEach(field -> lines.add(line(field, width)));
        }
        if (explanation.agreements().size() > 1) {
            lines.add("");
            lines.add("Each agreement is a delivery of its own; what they release is never merged.");
        }
        return lines;
    }

    private static String name(Agreement agreement) {
        return "under %s, version %d (%s)".formatted(agreement.id(), agreement.version(), agreement.place());
    }

    private static String line(Outcome field, int width) {
        return "  %s %-9s %s  %s  %s"
                .formatted(
                        field.released() ? "✓" : "–",
                        field.released() ? "released" : "withheld",
                        padded(field.path().value(), width),
                        field.where(),
                        field.rule().words());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Documented in docs/command-line.md; members are only ever added. */
    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("record", explanation.record().toString())
                .put("to", explanation.consumer())
                .put("day", explanation.day().toString());
        ArrayNode agreements = json.putArray("agreements");
        explanation.agreements().forEach(under -> agreements.add(json(under)));
        return json;
    }

    private static ObjectNode json(Under under) {
        ObjectNode json = Json.object();
        under.agreement()
                .ifPresentOrElse(
                        agreement -> json.put("agreement", agreement.id())
                                .put("version", agreement.version())
                                .put("file", agreement.place())
                                .put("provider", agreement.provider())
                                .put("purpose", agreement.purpose())
                                .put("mode", agreement.mode().code()),
                        () -> json.putNull("agreement"));
        json.put("releases", under.releases());
        under.denied().ifPresent(why -> json.put("denied", why));
        ArrayNode fields = json.putArray("fields");
        for (Outcome field : under.fields()) {
            fields.addObject()
                    .put("path", field.path().value())
                    .put("outcome", field.released() ? "released" : "withheld")
                    .put("rule", field.rule().code())
                    .put("file", field.where().file())
                    .put("line", field.where().line());
        }
        return json;
    }
}
