package dev.comity.decision;

import dev.comity.agreement.Limit;
import dev.comity.record.FieldPath;
import java.util.Comparator;
import java.util.Optional;

/**
 * What was counted before a decision.
 *
 * @param agreement whose limit it is counted for
 * @param source field that answers tell of; empty where no answers are counted
 */
public record Counted(String agreement, Limit.Kind kind, Optional<FieldPath> source) implements Comparable<Counted> {

    private static final Comparator<Counted> ORDER = Comparator.comparing(Counted::agreement)
            .thenComparing(Counted::kind)
            .thenComparing(counted -> counted.source().map(FieldPath::value).orElse(""));

    /** Answers that tell of one source field. */
    public static Counted answers(String agreement, FieldPath source) {
        return new Counted(agreement, Limit.Kind.ANSWERS, Optional.of(source));
    }

    @Override
    public int compareTo(Counted other) {
        return ORDER.compare(this, other);
    }
}
