package dev.comity.agreement;

import dev.comity.record.FieldPath;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one version of an agreement differs from the one before it, in cells: one field for one consumer and one purpose.
 *
 * @param widened released now and not before
 * @param narrowed released before and not now
 * @param conditionsChanged whether it may apply to records that it did not apply to before, or the other way round
 */
public record Cells(Set<FieldPath> widened, Set<FieldPath> narrowed, boolean conditionsChanged) {

    public Cells {
        widened = Collections.unmodifiableSortedSet(new TreeSet<>(widened));
        narrowed = Collections.unmodifiableSortedSet(new TreeSet<>(narrowed));
    }

    /** @param before of the same agreement; where purpose, consumer, record type or mode differ, every cell is a new one */
    public static Cells between(Agreement before, Agreement after) {
        boolean same = before.purpose().equals(after.purpose())
                && before.consumer().equals(after.consumer())
                && before.record().equals(after.record())
                && before.mode() == after.mode();
        Set<FieldPath> widened = new TreeSet<>(after.release());
        Set<FieldPath> narrowed = new TreeSet<>(before.release());
        if (same) {
            widened.removeAll(before.release());
            narrowed.removeAll(after.release());
        }
        boolean conditions = !text(before.when()).equals(text(after.when()))
                || !text(before.jurisdiction()).equals(text(after.jurisdiction()))
                || !before.asking().equals(after.asking())
                || !before.limits().equals(after.limits());
        return new Cells(widened, narrowed, conditions);
    }

    private static String text(Optional<Condition> condition) {
        return condition.map(Condition::source).orElse("");
    }
}
