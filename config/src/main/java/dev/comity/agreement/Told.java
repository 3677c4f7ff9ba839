package dev.comity.agreement;

import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** What a field tells by itself: what stands inside it, what follows from its value, and what these tell in turn. */
final class Told {

    private Told() {}

    /** Every other field that whoever sees this one knows. */
    static Set<FieldPath> by(RecordType type, FieldPath leaf) {
        Set<FieldPath> told = new TreeSet<>();
        Deque<FieldPath> open = new ArrayDeque<>(Set.of(leaf));
        while (!open.isEmpty()) {
            Field field = type.field(open.pop()).orElse(null);
            if (field != null) {
                field.implies().stream().filter(told::add).forEach(open::push);
                field.embeds().stream().filter(told::add).forEach(open::push);
            }
        }
        told.remove(leaf);
        return Collections.unmodifiableSet(told);
    }
}
