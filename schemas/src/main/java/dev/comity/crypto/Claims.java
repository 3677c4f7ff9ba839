package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the claims of a signed statement, a closed list, and collects everything wrong with them. Ask for every claim,
 * then call {@link #finish}: what was read must not be used before it returns. A claim that is wrong reads as a neutral
 * value. Not thread-safe.
 */
public final class Claims {

    /** The only version of every statement so far. */
    public static final int VERSION = 1;

    private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern HEX_ID = Pattern.compile("[0-9a-f]{64}");

    private final ObjectNode payload;
    private final String prefix;
    private final Set<String> known = new HashSet<>();
    private final List<Refusal> problems;

    /** The claims of a statement; {@code v} is checked at once. */
    public Claims(ObjectNode payload) {
        this(payload, "", new ArrayList<>());
        version();
    }

    private Claims(ObjectNode payload, String prefix, List<Refusal> problems) {
        this.payload = payload;
        this.prefix = prefix;
        this.problems = problems;
    }

    private void version() {
        JsonNode v = claim("v");
        if (v != null && v.isIntegralNumber() && v.bigIntegerValue().signum() > 0) {
            if (!v.bigIntegerValue().equals(java.math.BigInteger.valueOf(VERSION))) {
                problem(RefusalCode.UNKNOWN_VERSION, "v", "this version is not known here: expected " + VERSION);
            }
        } else {
            malformed("v", "expected the version, " + VERSION);
        }
    }

    /** Whether the claim is there. */
    public boolean has(String name) {
        return payload.has(name);
    }

    /** Text that must be there, at most 4,096 characters. */
    public String text(String name) {
        JsonNode value = claim(name);
        if (value != null && value.isTextual() && value.textValue().length() <= 4096) {
            return value.textValue();
        }
        malformed(name, "expected text");
        return "";
    }

    /** As {@link #text}, of a form. */
    public String text(String name, Pattern form, String expected) {
        JsonNode value = claim(name);
        if (value != null
                && value.isTextual()
                && form.matcher(value.textValue()).matches()) {
            return value.textValue();
        }
        malformed(name, "expected " + expected);
        return "";
    }

    /** An agency's or a hub's name, or another slug: lower case letters, digits and hyphens. */
    public String slug(String name) {
        return text(name, SLUG, "lower case letters, digits and hyphens");
    }

    /** An exchange or delivery id: SHA-256 in lower-case hex. */
    public String id(String name) {
        return text(name, HEX_ID, "64 lower-case hex digits");
    }

    /** A SHA-256 in canonical base64url. */
    public String digest(String name) {
        JsonNode value = claim(name);
        if (value != null && value.isTextual() && isDigest(value.textValue())) {
            return value.textValue();
        }
        malformed(name, "expected a SHA-256 digest in base64url");
        return "";
    }

    public Optional<String> optionalDigest(String name) {
        return has(name) ? Optional.of(digest(name)) : absent(name);
    }

    public Optional<String> optionalId(String name) {
        return has(name) ? Optional.of(id(name)) : absent(name);
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : absent(name);
    }

    /** A whole number within bounds; the lower bound where it is wrong. */
    public long integer(String name, long min, long max) {
        JsonNode value = claim(name);
        if (value != null && value.isIntegralNumber() && value.canConvertToLong()) {
            long number = value.longValue();
            if (number >= min && number <= max) {
                return number;
            }
        }
        malformed(name, "expected a whole number from " + min + " to " + max);
        return min;
    }

    /** A NumericDate (RFC 7519) of whole seconds. */
    public Instant time(String name) {
        return Instant.ofEpochSecond(integer(name, 0, LAST_SECOND));
    }

    /** A list of texts that must be there, and may be empty. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isTextual()) {
                malformed(name, "expected a list of texts");
                return List.of();
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    /** A list of digests, as {@link #digest}. */
    public List<String> digests(String name) {
        List<String> digests = texts(name);
        if (!digests.stream().allMatch(Claims::isDigest)) {
            malformed(name, "expected a list of SHA-256 digests in base64url");
            return List.of();
        }
        return digests;
    }

    /** The raw object at this name, for a reader of its own; empty where there is none. */
    public ObjectNode raw(String name) {
        if (claim(name) instanceof ObjectNode object) {
            return object;
        }
        malformed(name, "expected an object");
        return Json.object();
    }

    /** The claims of an object inside, whose problems join these; {@link #close} it. */
    public Claims object(String name) {
        // Where there is no object that is the one problem; its members are not missing as well.
        boolean there = payload.get(name) instanceof ObjectNode;
        return new Claims(raw(name), prefix + name + ".", there ? problems : new ArrayList<>());
    }

    /** The claims of every object of a list; {@link #close} each. */
    public List<Claims> objects(String name) {
        List<Claims> objects = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (item instanceof ObjectNode object) {
                objects.add(new Claims(object, prefix + name + "[" + objects.size() + "].", problems));
            } else {
                malformed(name, "expected a list of objects");
                return List.of();
            }
        }
        return objects;
    }

    /** Whether nothing is wrong so far, so that comparing claims with each other makes sense. */
    public boolean clean() {
        return problems.isEmpty();
    }

    /** Reports a problem of the caller's own. */
    public void malformed(String name, String message) {
        problem(RefusalCode.MALFORMED, name, message);
    }

    /** Reports every claim that nobody asked for: a claim that is not understood might change the meaning. */
    public void close() {
        for (Iterator<String> names = payload.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                problems.add(Refusal.of(
                        RefusalCode.MALFORMED,
                        prefix.isEmpty() ? "payload" : prefix.substring(0, prefix.length() - 1),
                        "a claim outside the closed list"));
            }
        }
    }

    /** @throws RecordRefused with every problem found, claims outside the list among them */
    public void finish() throws RecordRefused {
        close();
        if (!problems.isEmpty()) {
            throw new RecordRefused(problems);
        }
    }

    /** 43 characters, of which the last carries four bits: the canonical form of 32 bytes. */
    private static boolean isDigest(String text) {
        if (text.length() != 43) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Base64Url.valueOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return (Base64Url.valueOf(text.charAt(42)) & 0b11) == 0;
    }

    private Optional<String> absent(String name) {
        known.add(name);
        return Optional.empty();
    }

    private Iterable<JsonNode> array(String name) {
        JsonNode value = claim(name);
        if (value != null && value.isArray()) {
            return value;
        }
        malformed(name, "expected a list");
        return List.of();
    }

    private JsonNode claim(String name) {
        known.add(name);
        return payload.get(name);
    }

    private void problem(RefusalCode code, String name, String message) {
        problems.add(Refusal.of(code, prefix + name, message));
    }
}
