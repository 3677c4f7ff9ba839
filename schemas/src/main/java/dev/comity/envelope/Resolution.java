package dev.comity.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts disclosures in their places (RFC 9901 section 7.1, step 3), for any SD-JWT: every digest occurs once, every
 * disclosure is referred to, no name is disclosed into a place that is taken. What nothing discloses is dropped.
 */
final class Resolution {

    /**
     * Where a disclosure belongs.
     *
     * @param parent index of the disclosure in whose value it stands; -1 at the top
     * @param path names joined by {@code .}, with {@code []} for elements
     * @param place the same with the index in the opened record
     */
    record Placement(int parent, String path, String place) {

        static final Placement TOP = new Placement(-1, "", "");

        private Placement member(int parent, String name) {
            return path.isEmpty()
                    ? new Placement(parent, name, name)
                    : new Placement(parent, path + "." + name, place + "." + name);
        }

        private Placement element(int parent, int index) {
            return new Placement(parent, path + "[]", place + "[" + index + "]");
        }
    }

    private final List<Disclosure> disclosures;
    private final Map<String, Integer> byDigest = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Placement[] placements;
    private final int maxDepth;
    private final ObjectNode opened;

    /**
     * @param payload claims with {@code _sd} and {@code ...} in them
     * @param maxDepth nesting allowed in the result
     */
    Resolution(ObjectNode payload, List<Disclosure> disclosures, int maxDepth) throws RecordRefused {
        this.disclosures = disclosures;
        this.placements = new Placement[disclosures.size()];
        this.maxDepth = maxDepth;
        for (int i = 0; i < disclosures.size(); i++) {
            if (byDigest.put(disclosures.get(i).digest(), i) != null) {
                throw Malformed.at("", "a disclosure stands here twice");
            }
        }
        this.opened = object(payload, -1, Placement.TOP, 1);
        for (Placement placement : placements) {
            if (placement == null) {
                throw Malformed.at("", "a disclosure to which nothing in the signed text refers");
            }
        }
    }

    /** The payload with everything disclosed in its place, in the order of the disclosures. */
    ObjectNode opened() {
        return opened;
    }

    /** In the order of the disclosures. */
    List<Placement> placements() {
        return List.of(placements);
    }

    private JsonNode value(JsonNode value, int holder, Placement at, int depth) throws RecordRefused {
        if (!value.isContainerNode()) {
            return value;
        }
        if (depth > maxDepth) {
            throw new RecordRefused(RefusalCode.TOO_LARGE, at.place(), "nested deeper than " + maxDepth + " levels");
        }
        return value instanceof ObjectNode object
                ? object(object, holder, at, depth)
                : array((ArrayNode) value, holder, at, depth);
    }

    private ObjectNode object(ObjectNode object, int holder, Placement at, int depth) throws RecordRefused {
        ObjectNode result = Json.object();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (name.equals(Sd.ELEMENT) || (name.equals(Sd.ALG) && depth > 1)) {
                throw Malformed.at(at.place(), "a reserved name in a place where it may not stand");
            }
            if (!name.equals(Sd.SD) && !name.equals(Sd.ALG)) {
                result.set(name, value(member.getValue(), holder, at.member(holder, name), depth + 1));
            }
        }
        for (int i : disclosedIn(object, at)) {
            Placement placement = at.member(holder, nameOf(i, at));
            place(i, placement);
            if (object.has(nameOf(i, at)) || result.has(nameOf(i, at))) {
                throw Malformed.at(at.place(), "a name is disclosed into a place that is taken");
            }
            result.set(nameOf(i, at), value(disclosures.get(i).value(), i, placement, depth + 1));
        }
        return result;
    }

    private ArrayNode array(ArrayNode array, int holder, Placement at, int depth) throws RecordRefused {
        ArrayNode result = Json.object().arrayNode(array.size());
        for (JsonNode element : array) {
            Placement placement = at.element(holder, result.size());
            if (!element.has(Sd.ELEMENT)) {
                result.add(value(element, holder, placement, depth + 1));
                continue;
            }
            Integer i = byDigest.get(digest(element, at));
            if (i != null) {
                if (disclosures.get(i).name().isPresent()) {
                    throw Malformed.at(at.place(), "a disclosure with a name stands for an array element");
                }
                place(i, placement);
                result.add(value(disclosures.get(i).value(), i, placement, depth + 1));
            }
        }
        return result;
    }

    /** Indices of the disclosures of an object's members, in their order, whatever the order of the digests. */
    private List<Integer> disclosedIn(ObjectNode object, Placement at) throws RecordRefused {
        JsonNode digests = object.get(Sd.SD);
        if (digests == null) {
            return List.of();
        }
        if (!digests.isArray()) {
            throw Malformed.at(at.place(), "'_sd' must be a list of digests");
        }
        List<Integer> disclosed = new ArrayList<>();
        for (JsonNode digest : digests) {
            Integer i = byDigest.get(once(digest, at));
            if (i != null) {
                disclosed.add(i);
            }
        }
        disclosed.sort(null);
        return disclosed;
    }

    private String digest(JsonNode element, Placement at) throws RecordRefused {
        if (element.size() != 1) {
            throw Malformed.at(at.place(), "a placeholder of an array element holds more than its digest");
        }
        return once(element.get(Sd.ELEMENT), at);
    }

    /** A digest may occur once in all: twice, and one disclosure would stand in two places. */
    private String once(JsonNode digest, Placement at) throws RecordRefused {
        if (!digest.isTextual()) {
            throw Malformed.at(at.place(), "a digest must be text");
        }
        if (!seen.add(digest.textValue())) {
            throw Malformed.at(at.place(), "a digest occurs twice");
        }
        return digest.textValue();
    }

    private String nameOf(int i, Placement at) throws RecordRefused {
        return disclosures
                .get(i)
                .name()
                .orElseThrow(() -> Malformed.at(at.place(), "a disclosure without a name stands for a member"));
    }

    private void place(int i, Placement placement) {
        placements[i] = placement;
    }
}
