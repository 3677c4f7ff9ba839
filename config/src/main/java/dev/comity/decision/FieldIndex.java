package dev.comity.decision;

import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The leaves of one record type, derived ones among them, numbered in the order of their paths. */
final class FieldIndex {

    private final List<FieldPath> paths;
    private final Map<FieldPath, Integer> numbers = new HashMap<>();

    FieldIndex(RecordType type) {
        this.paths = type.fields().values().stream()
                .filter(Field::leaf)
                .map(Field::path)
                .toList();
        paths.forEach(path -> numbers.put(path, numbers.size()));
    }

    int size() {
        return paths.size();
    }

    FieldPath path(int number) {
        return paths.get(number);
    }

    /** Paths that the record type does not have have no bit: nothing can release them. */
    BitSet bits(Collection<FieldPath> some) {
        BitSet bits = new BitSet(paths.size());
        for (FieldPath path : some) {
            Integer number = numbers.get(path);
            if (number != null) {
                bits.set(number);
            }
        }
        return bits;
    }
}
