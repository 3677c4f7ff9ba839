package dev.comity.batch;

import dev.comity.broker.Broker;
import java.util.Map;
import java.util.Set;

/**
 * What a message becomes that cannot arrive: itself, with where it came from, why it cannot, and where the log says so. The names of
 * its properties; those that begin with the broker's own prefixes are left behind.
 */
public final class DeadLetter {

    /** Queue that it came from. */
    public static final String FROM = "comity-from";
    /** Why it cannot arrive; names no value. */
    public static final String REASON = "comity-reason";
    /** How the operator names it: 64 hex digits. Without a hyphen, because filters ask for it. */
    public static final String ID = "dead_id";
    /** Index of the {@code undeliverable} entry; absent where it is no record. */
    public static final String UNDELIVERABLE = "comity-undeliverable";
    /** Origin of the log that holds this entry. */
    public static final String LOG = "comity-log";
    /** Agency whose record it is. */
    public static final String PROVIDER = "comity-provider";
    /** How often it was tried. */
    public static final String ATTEMPTS = "comity-attempts";
    /** Since when it is a dead letter, RFC 3339. */
    public static final String SINCE = "comity-since";
    /** What the operator decided: a word of {@code dev.comity.hub}; on the way through {@code hub.settlement} only. */
    public static final String DECIDED = "comity-decided";
    /** The operator's words to the provider, and their salt; on the way only, too. */
    public static final String NOTE = "comity-note";

    public static final String SALT = "comity-salt";

    private static final Set<String> ON_THE_WAY = Set.of(DECIDED, NOTE, SALT);

    private DeadLetter() {}

    /** @param more properties beside where it came from and why; they win over the message's own */
    public static Outgoing of(String queue, Incoming message, String reason, Map<String, String> more) {
        Map<String, String> properties = properties(message);
        properties.put(FROM, queue);
        properties.put(REASON, reason);
        properties.putAll(more);
        return new Outgoing(Broker.DEAD, message.body().orElse(""), properties, message.group());
    }

    /** A dead letter that stays one, with a newer reason. */
    public static Outgoing again(Incoming letter, String reason) {
        Map<String, String> properties = properties(letter);
        properties.put(REASON, reason);
        return new Outgoing(Broker.DEAD, letter.body().orElse(""), properties, letter.group());
    }

    /** A dead letter on the way to where it is decided about. @param queue of the hub that does so */
    public static Outgoing decided(String queue, Incoming letter, Map<String, String> decision) {
        Map<String, String> properties = properties(letter);
        properties.putAll(decision);
        return new Outgoing(queue, letter.body().orElse(""), properties, letter.group());
    }

    private static Map<String, String> properties(Incoming message) {
        Map<String, String> properties = message.given();
        properties.keySet().removeAll(ON_THE_WAY);
        return properties;
    }
}
