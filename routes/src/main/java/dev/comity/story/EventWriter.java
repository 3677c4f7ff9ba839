package dev.comity.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells one entry, for people and for machines. */
final class EventWriter {

    /** Members that say where something lies and not what happened. */
    private static final Set<String> HEAD = Set.of("v", "kind", "time", "statement");

    private final Written written;

    EventWriter(Written written) {
        this.written = written;
    }

    Event write(long index, Entry entry, Reader reader) {
        return switch (entry.kind()) {
            case SUBMITTED -> submitted(index, entry, reader);
            case RELEASED -> released(index, entry);
            case ACKNOWLEDGED -> acknowledged(index, entry);
            default -> other(index, entry);
        };
    }

    private Event submitted(long index, Entry entry, Reader reader) {
        ObjectNode json = entry.json();
        List<String> lines = new ArrayList<>();
        ObjectNode members = Json.object();
        copy(json, members, "provider", "record", "jti");
        ArrayNode decisions = members.putArray("decisions");
        for (JsonNode decision : json.path("decisions")) {
            if (reader.mayKnow(decision)) {
                decisions.add(decision(text(json, "config"), decision, lines));
            }
        }
        String heading = "submitted by %s as %s".formatted(text(json, "provider"), text(json, "record"));
        return event(index, entry, heading, lines, members);
    }

    private ObjectNode decision(String config, JsonNode decision, List<String> lines) {
        ObjectNode told = Json.object();
        copy(decision, told, "agreement", "delivery");
        Optional<Agreement> agreement = written.agreement(config, text(decision, "digest"));
        agreement.ifPresent(known -> told.put("consumer", known.consumer()).put("file", Written.file(known)));
        boolean released = decision.has("delivery");
        told.put("released", released);
        if (released) {
            lines.add("%s: released".formatted(text(decision, "agreement")));
            return told;
        }
        String code = text(decision.path("denied"), "code");
        String path = text(decision.path("denied"), "path");
        told.put("code", code).put("path", path);
        Optional<String> rule = agreement.flatMap(known -> Written.condition(known, code, path));
        rule.ifPresent(place -> told.put("rule", place));
        lines.add("%s: nothing released: %s%s%s"
                .formatted(
                        text(decision, "agreement"),
                        code,
                        at(path),
                        rule.map(place -> ", " + place).orElse("")));
        return told;
    }

    private Event released(long index, Entry entry) {
        ObjectNode json = entry.json();
        Optional<Agreement> agreement = written.agreement(text(json, "config"), text(json, "agreementDigest"));
        ObjectNode members = Json.object();
        copy(json, members, "delivery", "provider", "consumer", "record", "purpose", "agreement");
        agreement.ifPresent(known -> members.put("file", Written.file(known)).put("version", known.version()));
        members.set("basis", json.path("basis"));
        List<String> lines = new ArrayList<>();
        lines.add("under %s%s, for %s, by %s %s %s"
                .formatted(
                        text(json, "agreement"),
                        agreement.map(known -> " (" + Written.file(known) + ")").orElse(""),
                        text(json, "purpose"),
                        text(json.path("basis"), "kind"),
                        text(json.path("basis"), "instrument"),
                        text(json.path("basis"), "article")));
        releasedFields(json, agreement, members.putArray("released"), lines);
        withheldFields(json, members.putArray("withheld"), lines);
        String heading = "released to %s, delivery %s".formatted(text(json, "consumer"), text(json, "delivery"));
        return event(index, entry, heading, lines, members);
    }

    private static void releasedFields(
            ObjectNode json, Optional<Agreement> agreement, ArrayNode told, List<String> lines) {
        Set<String> paths = new TreeSet<>();
        json.path("released").forEach(field -> paths.add(text(field, "path")));
        for (String path : paths) {
            ObjectNode field = told.addObject().put("path", path);
            agreement.flatMap(known -> Written.release(known, path)).ifPresent(rule -> field.put("rule", rule));
        }
        lines.add("saw       " + String.join(", ", paths));
    }

    private static void withheldFields(ObjectNode json, ArrayNode told, List<String> lines) {
        Map<String, List<String>> byRule = new TreeMap<>();
        for (JsonNode field : json.path("withheld")) {
            told.addObject().put("path", text(field, "path")).put("reason", text(field, "rule"));
            byRule.computeIfAbsent(text(field, "rule"), rule -> new ArrayList<>())
                    .add(text(field, "path"));
        }
        byRule.forEach((rule, paths) -> lines.add("withheld  %s: %s".formatted(rule, String.join(", ", paths))));
    }

    private static Event acknowledged(long index, Entry entry) {
        ObjectNode members = Json.object();
        copy(entry.json(), members, "delivery", "provider", "consumer");
        String heading = "acknowledged by " + text(entry.json(), "consumer");
        return event(index, entry, heading, List.of(), members);
    }

    /** @param config digest of the configuration in force at its place */
    Event refused(long index, Entry entry, String config) {
        ObjectNode json = entry.json();
        ObjectNode members = Json.object();
        copy(json, members, "provider", "record", "jti");
        ArrayNode reasons = members.putArray("reasons");
        List<String> lines = new ArrayList<>();
        for (JsonNode reason : json.path("reasons")) {
            reasons.add(reason(json, reason, config, lines));
        }
        lines.add("Nothing was delivered.");
        String heading = "refused %s from %s".formatted(text(json, "record"), text(json, "provider"));
        return event(index, entry, heading, lines, members);
    }

    private ObjectNode reason(ObjectNode json, JsonNode reason, String config, List<String> lines) {
        String code = text(reason, "code");
        String path = text(reason, "path");
        ObjectNode told = Json.object().put("code", code).put("path", path);
        List<String> rules = written.refusing(config, text(json, "provider"), text(json, "record"))
                .flatMap(agreement -> Written.condition(agreement, code, path).stream())
                .toList();
        ArrayNode places = told.putArray("rules");
        rules.forEach(places::add);
        told.put("todo", Advice.on(code));
        lines.add("%s%s%s".formatted(code, at(path), rules.isEmpty() ? "" : ": " + String.join(", ", rules)));
        lines.add("  " + Advice.on(code));
        return told;
    }

    /** What this program has no words for is told as it stands. */
    private static Event other(long index, Entry entry) {
        ObjectNode members = Json.object();
        List<String> lines = new ArrayList<>();
        entry.json().properties().forEach(member -> {
            if (!HEAD.contains(member.getKey())) {
                members.set(member.getKey(), member.getValue());
                lines.add("%s: %s".formatted(member.getKey(), member.getValue().asText()));
            }
        });
        return event(index, entry, entry.kind().word(), lines, members);
    }

    private static Event event(long index, Entry entry, String heading, List<String> lines, ObjectNode members) {
        return new Event(index, entry.time(), entry.kind().word(), heading, lines, members);
    }

    private static void copy(JsonNode from, ObjectNode to, String... names) {
        for (String name : names) {
            if (from.has(name)) {
                to.set(name, from.get(name));
            }
        }
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : " at " + path;
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).asText();
    }
}
