package dev.comity.adapter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** An opened record as CSV (RFC 4180), for sinks' routes. */
public final class CsvText {

    /** Under this name every route finds it. */
    public static final String NAME = "csv";

    /**
     * A header and one line.
     *
     * @param record as read from JSON
     * @param columns names of members of the record, joined by commas; what the record lacks, because it was not released, is empty
     */
    public String text(Map<?, ?> record, String columns) {
        List<String> names = List.of(columns.split(","));
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(names);
            printer.printRecord(names.stream().map(record::get));
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
