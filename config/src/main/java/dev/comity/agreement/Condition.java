package dev.comity.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelLateFunctionBindings;
import dev.cel.runtime.Program;
import dev.comity.record.FieldPath;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A CEL condition, type-checked against one record type at load. Thread-safe. A field that is absent or {@code null} has no
 * value for it: reading it without {@code has()} before is a refusal.
 */
public final class Condition {

    /** The one function of our own: whether a division lies within the consumer's. */
    static final String CONSUMER_COVERS = "consumerCovers";

    static final String CONSUMER_COVERS_OVERLOAD = "consumer_covers_string";
    static final String RECORD = "record";
    /** Whether the request names a case that is open at its consumer; false where nobody asks. */
    static final String CASE_CHECKED = "caseChecked";

    private final String source;
    private final int line;
    private final Set<FieldPath> inputs;
    private final boolean readsCase;
    private final Program program;

    Condition(String source, int line, Set<FieldPath> inputs, boolean readsCase, Program program) {
        this.source = source;
        this.line = line;
        this.inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        this.readsCase = readsCase;
        this.program = program;
    }

    /** As it stands in the file. */
    public String source() {
        return source;
    }

    public int line() {
        return line;
    }

    /** The fields that it reads. */
    public Set<FieldPath> inputs() {
        return inputs;
    }

    /** Whether it depends on the case that a request names. */
    public boolean readsCase() {
        return readsCase;
    }

    /** As {@link #test(ObjectNode, String, boolean)} where nobody asks, so that there is no case. */
    public boolean test(ObjectNode record, String consumerDivision) throws ConditionFailed {
        return test(record, consumerDivision, false);
    }

    /**
     * @param record what is disclosed
     * @param consumerDivision of the registrar's statement
     * @param caseChecked whether the request names a case that is open at its consumer
     * @throws ConditionFailed where it cannot be evaluated: a refusal, never a release
     */
    public boolean test(ObjectNode record, String consumerDivision, boolean caseChecked) throws ConditionFailed {
        try {
            Object answer = program.eval(
                    Map.of(RECORD, ConditionValues.of(record), CASE_CHECKED, caseChecked), covers(consumerDivision));
            if (answer instanceof Boolean holds) {
                return holds;
            }
        } catch (CelEvaluationException | IllegalArgumentException e) {
            // The library's message may repeat a value of the record: it goes no further than this.
        }
        throw new ConditionFailed("the condition on line " + line + " has no answer for this record: one of the fields "
                + "that it reads (" + names() + ") is absent, or not of a form that it can use");
    }

    private String names() {
        return String.join(", ", inputs.stream().map(FieldPath::value).toList());
    }

    private static CelLateFunctionBindings covers(String consumerDivision) {
        return CelLateFunctionBindings.from(CelFunctionBinding.from(
                CONSUMER_COVERS_OVERLOAD, String.class, division -> consumerCovers(consumerDivision, division)));
    }

    private static boolean consumerCovers(String consumerDivision, String division) {
        Division consumer = Division.of(consumerDivision).orElseThrow(IllegalArgumentException::new);
        return consumer.covers(Division.of(division).orElseThrow(IllegalArgumentException::new));
    }

    /** A condition that has no answer for this record; the message names fields and never values. */
    public static final class ConditionFailed extends Exception {
        private static final long serialVersionUID = 1L;

        public ConditionFailed(String message) {
            super(message);
        }
    }
}
