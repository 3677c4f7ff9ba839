package dev.comity.demo;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows as CSV text (RFC 4180) with a header, every value quoted. */
final class CsvText {

    private CsvText() {}

    /** @param rows all with the same columns in the same order; absent values become empty */
    static String of(List<Map<String, String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        return line(rows.get(0).keySet())
                + rows.stream().map(r -> line(r.values())).collect(Collectors.joining());
    }

    private static String line(Collection<String> values) {
        return values.stream()
                        .map(v -> v == null ? "" : "\"" + v.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(","))
                + "\n";
    }
}
