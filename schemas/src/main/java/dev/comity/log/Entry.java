package dev.comity.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One entry of the exchange log: a JSON object with {@code v}, {@code kind} and {@code time} as its first members, at most
 * 65,535 bytes, written once and kept as bytes. It holds commitments and names of fields, never values. The members of each
 * kind are fixed in docs/formats.md.
 *
 * @param kind from the closed list
 * @param json the members; do not change
 * @param bytes as they stand in the log; do not change
 */
public record Entry(Kind kind, ObjectNode json, byte[] bytes) {

    /** The length that the two bytes before an entry in a bundle can say. */
    public static final int MAX_BYTES = 65_535;

    /** The version of entries that this code writes and reads. */
    public static final int VERSION = 1;

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    /** A time that was found right: most entries have the time of the one before them. */
    private static volatile String lastTime = "";

    /** The closed list of kinds, written in lower case. */
    public enum Kind {
        SUBMITTED,
        RELEASED,
        REFUSED,
        ACKNOWLEDGED,
        UNDELIVERABLE,
        AGENCY,
        AGREEMENT,
        REVOCATION,
        CONFIG,
        CORRECTION,
        ACCESS,
        RESUBMITTED,
        DISCARDED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** As it is written in an entry. */
        public String word() {
            return word;
        }

        private static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("an entry of a kind that is not in the closed list");
        }
    }

    /**
     * Writes an entry from its members; v and kind are set here and come first.
     *
     * @param members {@code time} (RFC 3339, UTC, whole seconds) and those of the kind; neither {@code v} nor {@code kind}
     * @throws IllegalArgumentException if a member is missing or not in the kind's list, or the entry would be longer than {@link #MAX_BYTES}
     */
    public static Entry of(Kind kind, ObjectNode members) {
        if (members.has("v") || members.has("kind")) {
            throw new IllegalArgumentException("the members v and kind of an entry are set here");
        }
        ObjectNode json = Json.object();
        json.put("v", VERSION).put("kind", kind.word()).set("time", members.get("time"));
        json.setAll(members);
        requireTime(json);
        EntryMembers.require(kind, json);
        return new Entry(kind, json, checkedLength(Json.bytes(json)));
    }

    /**
     * @throws NewerFormat for a later version of entries
     * @throws IllegalArgumentException for bytes that are not an entry of a known kind and version; names no value
     */
    public static Entry parse(byte[] bytes) {
        ObjectNode json = object(checkedLength(bytes));
        requireVersion(json.get("v"));
        requireOrder(json);
        requireTime(json);
        Kind kind = Kind.of(json.path("kind").asText());
        EntryMembers.require(kind, json);
        return new Entry(kind, json, bytes);
    }

    private static ObjectNode object(byte[] bytes) {
        try {
            return Json.parseObject(bytes);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(
                    "an entry that is not a JSON object: %s (line %d, column %d)"
                            .formatted(e.getMessage(), e.line(), e.column()),
                    e);
        }
    }

    private static byte[] checkedLength(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an entry of 1 to %d bytes was expected, found %d".formatted(MAX_BYTES, bytes.length));
        }
        return bytes;
    }

    private static void requireVersion(JsonNode v) {
        if (v == null || !v.isIntegralNumber() || v.bigIntegerValue().signum() <= 0) {
            throw new IllegalArgumentException("an entry needs its version, the number v");
        }
        if (v.bigIntegerValue().bitLength() > 31 || v.intValue() > VERSION) {
            throw new NewerFormat("an entry of a newer format than version " + VERSION);
        }
    }

    private static void requireOrder(ObjectNode json) {
        Iterator<String> names = json.fieldNames();
        for (String expected : List.of("v", "kind", "time")) {
            if (!names.hasNext() || !names.next().equals(expected)) {
                throw new IllegalArgumentException("an entry begins with v, kind and time");
            }
        }
    }

    private static void requireTime(ObjectNode json) {
        JsonNode time = json.get("time");
        if (time != null && time.isTextual() && time.textValue().equals(lastTime)) {
            return;
        }
        if (time == null || !time.isTextual() || !TIME.matcher(time.textValue()).matches()) {
            throw new IllegalArgumentException("an entry needs its time, RFC 3339 in UTC with whole seconds");
        }
        try {
            Instant.parse(time.textValue());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time of an entry is not a moment of the calendar");
        }
        lastTime = time.textValue();
    }

    /** When the hub wrote it, whole seconds. */
    public Instant time() {
        return Instant.parse(json.get("time").textValue());
    }
}
