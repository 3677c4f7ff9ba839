package dev.comity.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.FieldPath;
import java.util.Set;

/**
 * A CEL condition, type-checked against one record type at load. Thread-safe.
 */
public final class Condition {

    Condition() {}

    /** As it stands in the file. */
    public String source() {
        throw new UnsupportedOperationException("contract");
    }

    public int line() {
        throw new UnsupportedOperationException("contract");
    }

    /** The fields that it reads. */
    public Set<FieldPath> inputs() {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * @param record what is disclosed
     * @param consumerDivision of the registrar's statement
     * @throws ConditionFailed where it cannot be evaluated: a refusal, never a release
     */
    public boolean test(ObjectNode record, String consumerDivision) throws ConditionFailed {
        throw new UnsupportedOperationException("contract");
    }

    /** A condition that has no answer for this record; the message names fields and never values. */
    public static final class ConditionFailed extends Exception {
        private static final long serialVersionUID = 1L;

        public ConditionFailed(String message) {
            super(message);
        }
    }
}
