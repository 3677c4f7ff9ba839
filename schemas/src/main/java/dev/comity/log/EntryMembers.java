package dev.comity.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which members an entry of a kind has after {@code v}, {@code kind} and {@code time}: a closed list, so that no value can
 * slip into the log under a name that nobody reads. Kinds whose members are not fixed yet are not listed.
 */
final class EntryMembers {

    private record Members(Set<String> required, Set<String> optional) {}

    private static final Map<Entry.Kind, Members> FIXED = Map.ofEntries(
            kind(
                    Entry.Kind.SUBMITTED,
                    "exchange provider jti record schema jws submission subjects config engine decisions",
                    "agreement group past resubmission"),
            kind(
                    Entry.Kind.RELEASED,
                    "exchange delivery provider consumer record purpose basis agreement agreementDigest schema config"
                            + " engine released inputs withheld withheldCount jws submission sdHash iat seq",
                    "group resubmission"),
            kind(Entry.Kind.REFUSED, "provider submission reasons", "jti record kid statement resubmission"),
            kind(Entry.Kind.ACKNOWLEDGED, "delivery exchange provider consumer ack", ""),
            kind(
                    Entry.Kind.UNDELIVERABLE,
                    "provider submission attempts later",
                    "jti record kid statement exchange reason delivery consumer"),
            kind(
                    Entry.Kind.RESUBMITTED,
                    "provider submission undeliverable count",
                    "jti record exchange agreement delivery denied past"),
            kind(
                    Entry.Kind.DISCARDED,
                    "provider submission undeliverable note",
                    "jti record exchange delivery consumer"),
            kind(Entry.Kind.AGENCY, "agency statement seq", ""),
            kind(Entry.Kind.REVOCATION, "agency kid statement", ""),
            kind(Entry.Kind.AGREEMENT, "agreement version digest state", ""),
            kind(Entry.Kind.CONFIG, "digest engine", ""),
            kind(Entry.Kind.ACCESS, "auditor what case statement", "exchange period"));

    private static final Set<String> HEAD = Set.of("v", "kind", "time");

    private EntryMembers() {}

    private static Map.Entry<Entry.Kind, Members> kind(Entry.Kind kind, String required, String optional) {
        Set<String> others = optional.isEmpty() ? Set.of() : Set.of(optional.split(" "));
        return Map.entry(kind, new Members(Set.of(required.split(" ")), others));
    }

    /** @throws IllegalArgumentException with all missing members by name and the number of those that are not listed */
    static void require(Entry.Kind kind, ObjectNode json) {
        Members members = FIXED.get(kind);
        if (members == null) {
            return;
        }
        int required = 0;
        int unknown = 0;
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (members.required().contains(name)) {
                required++;
            } else if (!HEAD.contains(name) && !members.optional().contains(name)) {
                unknown++;
            }
        }
        if (required < members.required().size() || unknown > 0) {
            Set<String> missing = new TreeSet<>(members.required());
            json.fieldNames().forEachRemaining(missing::remove);
            // A name that nobody listed may be somebody's data: it is counted, not repeated.
            throw new IllegalArgumentException(
                    "an entry of kind %s lacks %s and has %d members that are not in its list"
                            .formatted(kind.word(), missing, unknown));
        }
    }
}
