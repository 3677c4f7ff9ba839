package dev.comity.adapter;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The code lists beside a mapping: {@code tables/NAME.csv} (RFC 4180, UTF-8) with the header {@code from,to}. A mapping asks
 * {@code translate("NAME", code)}; a code that has no line is an error, never passed through.
 */
final class Tables {

    private static final List<String> HEADER = List.of("from", "to");
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private final Map<String, Map<String, String>> tables;

    private Tables(Map<String, Map<String, String>> tables) {
        this.tables = Collections.unmodifiableMap(tables);
    }

    /** @param problems gets what is wrong in a table, with its line */
    static Tables beside(Path mapping, List<Problem> problems) throws IOException {
        Path folder = mapping.resolveSibling("tables");
        Map<String, Map<String, String>> tables = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".csv"))
                        .sorted()
                        .toList()) {
                    String name = file.getFileName().toString();
                    tables.put(name.substring(0, name.length() - ".csv".length()), read(file, problems));
                }
            }
        }
        return new Tables(tables);
    }

    private static Map<String, String> read(Path file, List<Problem> problems) throws IOException {
        String shown = "tables/" + file.getFileName();
        Map<String, String> table = new HashMap<>();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
            boolean header = true;
            for (CSVRecord line : parser) {
                int number = (int) parser.getCurrentLineNumber();
                if (header && !line.toList().equals(HEADER)) {
                    problems.add(Problem.error(shown, 1, 1, "the first line of a table is: from,to"));
                } else if (!header && line.size() != HEADER.size()) {
                    problems.add(Problem.error(
                            shown, number, 1, "two columns were expected here, and %d found".formatted(line.size())));
                } else if (!header && table.putIfAbsent(line.get(0), line.get(1)) != null) {
                    problems.add(Problem.error(shown, number, 1, "this code stands here a second time"));
                }
                header = false;
            }
        } catch (UncheckedIOException e) {
            problems.add(Problem.error(shown, 0, 0, "not CSV (RFC 4180) in UTF-8"));
        }
        return table;
    }

    /**
     * @param path where the code stands in the item, for the message; empty if nobody knows
     * @throws Untranslated where there is no such table, or no line for the code
     */
    String translated(String table, String code, String path) {
        Map<String, String> lines = tables.get(table);
        if (lines == null) {
            throw new Untranslated(
                    table,
                    "there is no tables/" + table + ".csv; the folder has: " + String.join(", ", tables.keySet()));
        }
        String to = lines.get(code);
        if (to == null) {
            String where = path.isEmpty() ? "" : " at '" + path + "'";
            throw new Untranslated(
                    table,
                    "tables/%s.csv has no line for the code%s; add it, or correct it at the source"
                            .formatted(table, where));
        }
        return to;
    }

    /** A code that no table translates. The message holds no value. */
    static final class Untranslated extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String table;

        Untranslated(String table, String message) {
            super(message);
            this.table = table;
        }

        String table() {
            return table;
        }
    }
}
