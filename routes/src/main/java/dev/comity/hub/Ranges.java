package dev.comity.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Ranges of log indices, in the text form {@code 5-9,12-12} of the notes in the broker's {@code hub.index}. */
record Ranges(List<Range> ranges) {

    Ranges {
        ranges = List.copyOf(ranges);
    }

    /** @param last inclusive */
    record Range(long first, long last) {
        Range {
            if (first < 0 || last < first) {
                throw new IllegalArgumentException("not a range of log indices");
            }
        }
    }

    /** The fewest ranges that hold exactly these. */
    static Ranges of(List<Long> indices) {
        List<Range> ranges = new ArrayList<>();
        for (long index : indices.stream().sorted().distinct().toList()) {
            Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (before != null && before.last() + 1 == index) {
                ranges.set(ranges.size() - 1, new Range(before.first(), index));
            } else {
                ranges.add(new Range(index, index));
            }
        }
        return new Ranges(ranges);
    }

    static Ranges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",")) {
            int hyphen = part.indexOf('-');
            ranges.add(
                    new Range(Long.parseLong(part.substring(0, hyphen)), Long.parseLong(part.substring(hyphen + 1))));
        }
        return new Ranges(ranges);
    }

    String text() {
        return String.join(
                ",", ranges.stream().map(r -> r.first() + "-" + r.last()).toList());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    void forEach(LongConsumer action) {
        for (Range range : ranges) {
            for (long index = range.first(); index <= range.last(); index++) {
                action.accept(index);
            }
        }
    }
}
