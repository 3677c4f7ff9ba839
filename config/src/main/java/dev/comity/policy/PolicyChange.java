package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.record.FieldPath;
import java.util.Locale;
import java.util.Optional;

/**
 * One difference between two configurations: one cell (consumer, purpose, record type, field) or something that moves the cells
 * of a whole agreement.
 *
 * @param kind in which direction it goes
 * @param what {@code field}, or the member of the agreement that changed: {@code when}, {@code valid} and so on
 * @param before the agreement as it was, empty where it is new
 * @param after the agreement as it is, empty where it is gone
 * @param field of a cell; empty for a change of the whole agreement
 * @param detail for people
 * @param where the line of the new configuration, or of the old one where the line is gone
 */
public record PolicyChange(
        Kind kind,
        String what,
        Optional<Agreement> before,
        Optional<Agreement> after,
        Optional<FieldPath> field,
        String detail,
        Where where) {

    public PolicyChange {
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("a change is a change of an agreement");
        }
    }

    /** In which direction a change goes. */
    public enum Kind {
        /** Somebody sees more. */
        WIDENED,
        /** Somebody sees less. */
        NARROWED,
        /** It depends on records, which only a person who knows them can tell. */
        MAY_WIDEN;

        /** As machines get it: lower case with hyphens. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The agreement that the cell is of: as it was where a cell is gone, else as it is. */
    public Agreement agreement() {
        boolean gone = kind == Kind.NARROWED && field.isPresent();
        return (gone ? before.or(() -> after) : after.or(() -> before)).orElseThrow();
    }
}
