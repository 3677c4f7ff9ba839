package dev.comity.adapter;

import java.util.List;

/** Divides what a route brought into items, as the adapter's input says. */
public final class Items {

    private Items() {}

    /**
     * @param body bytes of a text, or the rows of a query
     * @return in the order given; lines, elements and files that cannot be read are items with a problem
     * @throws SourceUnreadable where nothing of it can be taken
     */
    public static List<SourceItem> of(InputFormat format, Object body) throws SourceUnreadable {
        if (format.kind() == InputFormat.Kind.ROWS && body instanceof List<?> rows) {
            return JsonItems.rows(format, rows);
        }
        if (format.kind() == InputFormat.Kind.ROWS || !(body instanceof byte[] bytes)) {
            throw new SourceUnreadable("the route brought something else than its input format says");
        }
        return switch (format.kind()) {
            case CSV -> CsvLines.read(format, bytes);
            case FIXED_WIDTH -> FixedWidthLines.read(format, bytes);
            case XML -> XmlItems.read(format, bytes);
            default -> JsonItems.read(format, bytes);
        };
    }
}
