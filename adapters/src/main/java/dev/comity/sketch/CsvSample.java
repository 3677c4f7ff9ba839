package dev.comity.sketch;

import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.SourceItem;
import dev.comity.sketch.Sample.Part;
import dev.comity.sketch.Sample.Unreadable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A text of lines: finds the delimiter that divides them alike, and whether the first line names the columns. */
final class CsvSample {

    private static final char[] DELIMITERS = {',', '\t', ';', '|'};
    private static final int LINES = 20;
    private static final Pattern VALUE = Pattern.compile("[0-9][0-9./: -]*|");

    private CsvSample() {}

    static Sample read(byte[] file, String text, Charset charset, Arrival arrival) throws Unreadable {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(LINES).toList();
        char delimiter = delimiter(lines);
        List<String> first = values(lines.get(0), delimiter);
        boolean header = isHeader(first);
        List<String> columns = header
                ? first
                : IntStream.rangeClosed(1, first.size())
                        .mapToObj(i -> "column" + i)
                        .toList();
        List<String> open = header
                ? List.of()
                : List.of("the first line does not look like a header: name the columns in input.columns");
        InputFormat format = Formats.csv(arrival, header, columns, delimiter, charset);
        List<SourceItem> items = SampleFile.items(format, file);
        String head = header ? lines.get(0) + "\n" : "";
        List<Part> parts = items.stream()
                .limit(Sample.PARTS)
                .map(item -> new Part((head + item.raw() + "\n").getBytes(charset), item.content()))
                .toList();
        return new Sample(format, items.stream().map(SourceItem::content).toList(), parts, "csv", open);
    }

    /** The one that divides every line into equally many values, most of them. */
    private static char delimiter(List<String> lines) throws Unreadable {
        char best = 0;
        int most = 1;
        for (char delimiter : DELIMITERS) {
            int columns = values(lines.get(0), delimiter).size();
            long alike = 0;
            for (String line : lines) {
                alike += values(line, delimiter).size() == columns ? 1 : 0;
            }
            if (columns > most && alike * 10 >= lines.size() * 8L) {
                best = delimiter;
                most = columns;
            }
        }
        if (best == 0) {
            throw new Unreadable("the sample is no CSV, JSON or XML: its lines are not divided alike by , ; | or tabs."
                    + " For lines of fixed width write the folder by hand, as in"
                    + " adapters/public-security-traffic/driver-licences");
        }
        return best;
    }

    /** Names are distinct, none is empty, and none is a number or a date. */
    private static boolean isHeader(List<String> first) {
        return new HashSet<>(first).size() == first.size()
                && first.stream().noneMatch(name -> VALUE.matcher(name.strip()).matches());
    }

    private static List<String> values(String line, char delimiter) {
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(line))
                .setFormat(format)
                .get()) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty()
                    ? List.of()
                    : new ArrayList<>(records.get(0).toList());
        } catch (IOException | java.io.UncheckedIOException e) {
            // A quote that is not closed: not divided by this one.
            return List.of();
        }
    }
}
