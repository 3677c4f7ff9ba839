package dev.comity.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.log.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * What the index knows of one entry.
 *
 * @param kind as the entry writes it
 * @param at seconds of the epoch
 * @param exchange null where the entry has none, as the four members after it
 * @param submission digest of a JWS
 * @param terms of a {@code released} entry, in the order of {@link #TERMS}; empty of others
 * @param paths that a {@code released} entry released, as it has them; empty of others
 */
record IndexedEntry(
        String kind,
        long at,
        String exchange,
        String delivery,
        String provider,
        String jti,
        String submission,
        List<String> terms,
        List<String> paths) {

    /** Members of a {@code released} entry that its deliveries have in common; those of the basis with a dot. */
    static final List<String> TERMS = List.of(
            "agreement",
            "agreementDigest",
            "provider",
            "consumer",
            "record",
            "purpose",
            "basis.kind",
            "basis.instrument",
            "basis.article");

    static final String RELEASED = Entry.Kind.RELEASED.word();

    boolean isRelease() {
        return kind.equals(RELEASED);
    }

    /** @throws IllegalArgumentException for bytes that are not an entry of a known kind and version; names no value */
    static IndexedEntry parse(byte[] entry) {
        return EntryScan.of(entry).orElseGet(() -> of(Entry.parse(entry)));
    }

    static IndexedEntry of(Entry entry) {
        ObjectNode json = entry.json();
        boolean release = entry.kind() == Entry.Kind.RELEASED;
        return new IndexedEntry(
                entry.kind().word(),
                entry.time().getEpochSecond(),
                text(json, "exchange"),
                text(json, "delivery"),
                text(json, "provider"),
                text(json, "jti"),
                text(json, json.has("jws") ? "jws" : "submission"),
                release ? terms(json) : List.of(),
                release ? paths(json) : List.of());
    }

    private static List<String> terms(ObjectNode json) {
        List<String> terms = new ArrayList<>();
        for (String term : TERMS) {
            JsonNode node = json;
            for (String member : term.split("\\.")) {
                node = node.path(member);
            }
            terms.add(node.asText());
        }
        return terms;
    }

    private static List<String> paths(ObjectNode json) {
        List<String> paths = new ArrayList<>();
        json.path("released").forEach(field -> paths.add(field.path("path").asText()));
        return paths;
    }

    private static String text(ObjectNode json, String member) {
        JsonNode value = json.get(member);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
