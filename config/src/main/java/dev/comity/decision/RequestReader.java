package dev.comity.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Mode;
import dev.comity.directory.KeyUse;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads a request from JSON, as docs/agreements.md fixes it. A closed form: a member that is not known is a problem, and so is one
 * that is missing. Problems name members, never values.
 */
public final class RequestReader {

    private static final Set<String> MEMBERS = Set.of(
            "v",
            "mode",
            "consumer",
            "provider",
            "record",
            "purpose",
            "subjects",
            "asks",
            "presents",
            "case",
            "authorisation",
            "official",
            "approvals",
            "agreement",
            "signedBy",
            "issued",
            "expires");
    private static final Set<String> AUTHORISATION =
            Set.of("document", "from", "to", "signatories", "adults", "records");
    private static final int SECONDS = 60;

    private final List<String> problems = new ArrayList<>();

    private RequestReader() {}

    /**
     * @param request what was read; empty if there is a problem
     * @param problems all of them
     */
    public record Read(Optional<Request> request, List<String> problems) {}

    /** Every member must be there but {@code asks, presents, case, authorisation, approvals, agreement}. */
    public static Read read(ObjectNode json) {
        RequestReader reader = new RequestReader();
        Request request = null;
        reader.closed(json, "", MEMBERS);
        try {
            request = reader.request(json);
        } catch (IllegalArgumentException e) {
            if (reader.problems.isEmpty()) {
                reader.problems.add(e.getMessage());
            }
        }
        return new Read(
                reader.problems.isEmpty() ? Optional.ofNullable(request) : Optional.empty(),
                List.copyOf(reader.problems));
    }

    /** For trying a request out: fills in that it is signed now, by the consumer's own key, for one minute. */
    public static ObjectNode withDefaults(ObjectNode json, Instant now) {
        ObjectNode whole = json.deepCopy();
        ObjectNode signer = Json.object()
                .put("agency", json.path("consumer").asText())
                .put("use", KeyUse.QUERY.code())
                .put("valid", true);
        defaulted(whole, "v", Json.object().numberNode(1));
        defaulted(whole, "subjects", Json.object().arrayNode());
        defaulted(whole, "official", Json.object().put("post", "somebody"));
        defaulted(whole, "signedBy", signer);
        defaulted(whole, "issued", Json.object().textNode(now.toString()));
        defaulted(
                whole,
                "expires",
                Json.object().textNode(now.plusSeconds(SECONDS).toString()));
        return whole;
    }

    private static void defaulted(ObjectNode whole, String member, JsonNode value) {
        if (!whole.has(member)) {
            whole.set(member, value);
        }
    }

    private Request request(ObjectNode json) {
        if (json.path("v").asInt() != 1) {
            problems.add("'v' must be 1: requests of another version are not understood");
        }
        Mode mode = word(json, "mode", text -> Mode.of(text).filter(m -> m != Mode.EVENT));
        String consumer = text(json, "consumer");
        String provider = text(json, "provider");
        String record = text(json, "record");
        String purpose = text(json, "purpose");
        List<Map<FieldPath, String>> subjects = new ArrayList<>();
        array(json, "subjects").forEach(subject -> subjects.add(texts(subject, "subjects")));
        Official official = official(json.path("official"));
        Signer signer = signer(json.path("signedBy"));
        Instant issued = parsed(json, "issued", Instant::parse);
        Instant expires = parsed(json, "expires", Instant::parse);
        Map<FieldPath, JsonNode> presents = presented(json.path("presents"));
        Set<FieldPath> asks = new TreeSet<>();
        strings(json, "asks").forEach(name -> path(name, "asks").ifPresent(asks::add));
        Optional<Authorisation> authorisation =
                json.has("authorisation") ? authorisation(json.get("authorisation")) : Optional.empty();
        if (!problems.isEmpty()) {
            return null;
        }
        return new Request(
                mode,
                consumer,
                provider,
                record,
                purpose,
                subjects,
                asks,
                presents,
                optional(json, "case"),
                authorisation,
                official,
                Set.copyOf(strings(json, "approvals")),
                optional(json, "agreement"),
                signer,
                issued,
                expires);
    }

    private Official official(JsonNode node) {
        closed(node, "official.", Set.of("post", "self"));
        Map<FieldPath, String> self = node.has("self") ? texts(node.get("self"), "official.self") : Map.of();
        String post = text(node, "post");
        return post.isBlank() ? null : new Official(post, self);
    }

    private Signer signer(JsonNode node) {
        closed(node, "signedBy.", Set.of("agency", "use", "valid"));
        if (!node.path("valid").isBoolean()) {
            problems.add("'signedBy.valid' must be true or false");
        }
        return new Signer(
                text(node, "agency"),
                word(node, "use", KeyUse::of),
                node.path("valid").booleanValue());
    }

    private Optional<Authorisation> authorisation(JsonNode node) {
        closed(node, "authorisation.", AUTHORISATION);
        String document = text(node, "document");
        LocalDate from = parsed(node, "from", LocalDate::parse);
        LocalDate to = parsed(node, "to", LocalDate::parse);
        Set<String> signatories = Set.copyOf(strings(node, "signatories"));
        Set<String> adults = Set.copyOf(strings(node, "adults"));
        Set<String> records = Set.copyOf(strings(node, "records"));
        return problems.isEmpty()
                ? Optional.of(new Authorisation(document, from, to, signatories, adults, records))
                : Optional.empty();
    }

    private void closed(JsonNode node, String prefix, Set<String> known) {
        if (!node.isObject()) {
            problems.add("'" + (prefix.isEmpty() ? "request" : prefix.substring(0, prefix.length() - 1))
                    + "' must be an object");
        }
        long unknown = node.properties().stream()
                .filter(m -> !known.contains(m.getKey()))
                .count();
        if (unknown > 0) {
            problems.add("the request has " + unknown + " members that are not known"
                    + (prefix.isEmpty() ? "" : " in '" + prefix.substring(0, prefix.length() - 1) + "'") + "; known: "
                    + String.join(", ", new TreeSet<>(known)));
        }
    }

    private String text(JsonNode node, String member) {
        if (!node.path(member).isTextual()) {
            problems.add("'" + member + "' must be a text");
        }
        return node.path(member).asText();
    }

    private Optional<String> optional(JsonNode node, String member) {
        return node.has(member) ? Optional.of(text(node, member)) : Optional.empty();
    }

    private <T> T word(JsonNode node, String member, Function<String, Optional<T>> known) {
        Optional<T> word = known.apply(text(node, member));
        if (word.isEmpty()) {
            problems.add("'" + member + "' is none of the words that are known");
        }
        return word.orElse(null);
    }

    private <T> T parsed(JsonNode node, String member, Function<String, T> parser) {
        try {
            return parser.apply(node.path(member).asText());
        } catch (DateTimeException e) {
            problems.add("'" + member + "' must be a date or time of its form");
            return null;
        }
    }

    private Iterable<JsonNode> array(JsonNode node, String member) {
        if (node.has(member) && !node.get(member).isArray()) {
            problems.add("'" + member + "' must be a list");
        }
        return node.path(member);
    }

    private List<String> strings(JsonNode node, String member) {
        List<String> strings = new ArrayList<>();
        for (JsonNode item : array(node, member)) {
            if (!item.isTextual()) {
                problems.add("'" + member + "' must be a list of texts");
            }
            strings.add(item.asText());
        }
        // A repeated name adds nothing.
        return strings.stream().distinct().toList();
    }

    private Map<FieldPath, String> texts(JsonNode node, String member) {
        Map<FieldPath, String> texts = new TreeMap<>();
        if (!node.isObject()) {
            problems.add("'" + member + "' must hold fields and their values");
        }
        node.properties().forEach(field -> {
            if (!field.getValue().isTextual()) {
                problems.add("'" + member + "' must hold texts only");
            }
            path(field.getKey(), member)
                    .ifPresent(path -> texts.put(path, field.getValue().asText()));
        });
        return texts;
    }

    private Map<FieldPath, JsonNode> presented(JsonNode node) {
        Map<FieldPath, JsonNode> presented = new TreeMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                problems.add("'presents' must hold values");
            }
            path(field.getKey(), "presents").ifPresent(path -> presented.put(path, field.getValue()));
        });
        return presented;
    }

    private Optional<FieldPath> path(String name, String member) {
        if (!FieldPath.isPath(name)) {
            problems.add("'" + member + "' must name fields: member names joined by '.', with [] for elements");
            return Optional.empty();
        }
        return Optional.of(FieldPath.of(name));
    }
}
