package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a decision may know of what happened before it: a value, so that the decision stays a function of its arguments.
 * What was not counted is unknown, and where a limit needs it nothing is released.
 *
 * @param requestSeen whether this very request was made before
 * @param openCases references of the cases that are open at the consumer
 * @param counts within the period of each limit; of answers the largest number over the subjects, of subjects those that this
 *     request does not name
 */
public record Past(boolean requestSeen, Set<String> openCases, Map<Counted, Integer> counts) {

    /** Nothing was counted: what has a limit is denied. */
    public static final Past UNKNOWN = new Past(false, Set.of(), Map.of());

    public Past {
        openCases = Collections.unmodifiableSortedSet(new TreeSet<>(openCases));
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    OptionalInt count(Counted counted) {
        Integer count = counts.get(counted);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /**
     * What the log says of it: base64url SHA-256 over a salt and the canonical text, so that nobody finds out a count, and whoever
     * holds salt and text can show what the decision rested on.
     *
     * @param salt 16 random bytes or more
     */
    public String digest(byte[] salt) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(salt);
        out.writeBytes(Json.bytes(json()));
        return Base64Url.encode(Crypto.sha256(out.toByteArray()));
    }

    /** Canonical: members and items in their order. */
    public ObjectNode json() {
        ObjectNode json = Json.object().put("v", 1).put("requestSeen", requestSeen);
        openCases.forEach(json.putArray("openCases")::add);
        ArrayNode list = json.putArray("counts");
        counts.forEach((counted, count) -> list.addObject()
                .put("agreement", counted.agreement())
                .put("kind", counted.kind().code())
                .put("source", counted.source().map(Object::toString).orElse(""))
                .put("count", count));
        return json;
    }
}
