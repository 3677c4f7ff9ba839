package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Why one agency sees, or does not see, each field of one record: once for each of its agreements over the record's type, side
 * by side and never merged, because each would be a delivery of its own.
 *
 * @param day that was decided on
 * @param agreements at least one; where the agency has none, one without an agreement, in which everything is withheld
 */
public record Explanation(RecordTypeId record, String consumer, LocalDate day, List<Under> agreements) {

    public Explanation {
        agreements = List.copyOf(agreements);
        if (agreements.isEmpty()) {
            throw new IllegalArgumentException("an explanation explains something");
        }
    }

    /** Whether any agreement releases any field. */
    public boolean releases() {
        return agreements.stream().anyMatch(Under::releases);
    }

    /**
     * What one agreement does to the record.
     *
     * @param agreement empty where the agency has none over this type
     * @param denied why nothing is released, for people; names of fields and never their values
     * @param fields every field of the record, in the order of their paths
     */
    public record Under(Optional<Agreement> agreement, Optional<String> denied, List<Outcome> fields) {

        public Under {
            fields = List.copyOf(fields);
        }

        /** Whether it releases any field. */
        public boolean releases() {
            return fields.stream().anyMatch(Outcome::released);
        }
    }

    /**
     * What happens to one field, and the line that decides it.
     *
     * @param path schema path: of a list, what holds for each element
     */
    public record Outcome(FieldPath path, boolean released, Rule rule, Where where) {

        public Outcome {
            if (released != (rule == Rule.RELEASE)) {
                throw new IllegalArgumentException("a field is released by a release line and by nothing else");
            }
        }
    }

    /** What decides a field; the closed list is documented with the command. */
    public enum Rule {
        /** A line under {@code release} names it. */
        RELEASE("released by this line"),
        /** A line under {@code withhold} names it. */
        WITHHOLD("withheld by name"),
        /** The agreement does not name it; the line is the schema's. */
        NOT_NAMED("not named by the agreement; unknown means withheld"),
        /** The agreement would release it, and its condition does not hold for this record. */
        WHEN("the agreement's condition does not hold for this record"),
        /** The agreement would release it, and the consumer is not responsible for this record. */
        JURISDICTION("outside the consumer's jurisdiction"),
        /** The agreement would release it on other days. */
        VALID("the agreement is not valid on this day"),
        /** The agreement would release it, and a limit is used up. */
        LIMITS("a limit of the agreement is used up"),
        /** The request is not one that this agreement answers; the line is where the agreement says what it asks for. */
        REQUEST("the request is not answered under this agreement"),
        /** The request does not ask for it. */
        NOT_ASKED("the request does not ask for it"),
        /** The agreement would release it to a request, and this is an event. */
        MODE("only in answer to a request"),
        /** The agreement would release it, and no registrar certified the consumer. */
        CONSUMER("the consumer is not certified"),
        /** No agreement of the consumer speaks of this record type; the line is the schema's. */
        NO_AGREEMENT("no agreement; unknown means withheld");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        /** As machines get it: lower case with hyphens. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** As people get it. */
        public String words() {
            return words;
        }
    }
}
