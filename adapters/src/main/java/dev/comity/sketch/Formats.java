package dev.comity.sketch;

import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.InputFormat.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Input formats as a draft needs them. */
final class Formats {

    private Formats() {}

    static InputFormat csv(Arrival arrival, boolean header, List<String> columns, char delimiter, Charset charset) {
        return new InputFormat(
                Kind.CSV,
                arrival,
                header,
                columns,
                List.of(),
                delimiter,
                charset,
                Optional.empty(),
                Set.of(),
                columns.get(0),
                Optional.empty());
    }

    static InputFormat json(Arrival arrival, Charset charset, Optional<String> items, Optional<String> mark) {
        return new InputFormat(
                Kind.JSON,
                mark.isPresent() ? Arrival.MARK : arrival,
                false,
                List.of(),
                List.of(),
                ',',
                charset,
                items,
                Set.of(),
                "?",
                mark);
    }

    static InputFormat xml(Arrival arrival, String items, Set<String> lists) {
        return new InputFormat(
                Kind.XML,
                arrival,
                false,
                List.of(),
                List.of(),
                ',',
                StandardCharsets.UTF_8,
                Optional.of(items),
                lists,
                "?",
                Optional.empty());
    }

    static InputFormat rows(String mark) {
        return new InputFormat(
                Kind.ROWS,
                Arrival.MARK,
                false,
                List.of(),
                List.of(),
                ',',
                StandardCharsets.UTF_8,
                Optional.empty(),
                Set.of(),
                "?",
                Optional.of(mark));
    }

    /** The same with another key, and of a source that is asked by a mark with this one. */
    static InputFormat keyed(InputFormat format, String key) {
        return new InputFormat(
                format.kind(),
                format.arrival(),
                format.header(),
                format.columns(),
                format.widths(),
                format.delimiter(),
                format.charset(),
                format.items(),
                format.lists(),
                key,
                format.mark());
    }
}
