package dev.comity.sketch;

import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.disk.DurableFile;
import dev.comity.sketch.Order.OfFile;
import dev.comity.sketch.Order.OfTable;
import dev.comity.sketch.Order.SampleOf;
import dev.comity.sketch.Sample.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the first draft of an adapter's folder. */
public final class Draft {

    private final Order order;
    private final List<String> open = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Draft(Order order) {
        this.order = order;
    }

    /**
     * What was written, and what a person has to say.
     *
     * @param files paths in the folder
     * @param mapped fields of the record that the mapping sets, each with the source field
     * @param unused source fields that look like no field of the record
     * @param unset required fields of the record that no source field looks like
     * @param open everything else that was left open, without any value
     */
    public record Drafted(
            Path folder,
            List<String> files,
            List<Pair> mapped,
            List<String> unused,
            List<String> unset,
            List<String> open) {

        /** @param guessed whether the names only look alike */
        public record Pair(String field, String source, boolean guessed) {}
    }

    /** No adapter can be drafted from what was given. Nothing was written; the message says why, without any value. */
    public static final class NotDrafted extends Exception {
        private static final long serialVersionUID = 1L;

        NotDrafted(String message) {
            super(message);
        }
    }

    /**
     * @param folder of the adapter, which must not be there yet
     * @throws FileAlreadyExistsException if it is: nothing is ever written over
     */
    public static Drafted write(Order order, Path folder) throws IOException, NotDrafted {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        try {
            return new Draft(order).write(folder);
        } catch (Unreadable e) {
            throw new NotDrafted(e.getMessage());
        }
    }

    private Drafted write(Path folder) throws IOException, Unreadable {
        Optional<Matching> matching = order.direction() == Direction.SOURCE ? Optional.of(source()) : sink();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            DurableFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        return new Drafted(
                folder,
                List.copyOf(files.keySet()),
                matching.map(Draft::mapped).orElse(List.of()),
                matching.map(m -> m.unused().stream().map(SourceField::path).toList())
                        .orElse(List.of()),
                matching.map(m -> m.unset().stream()
                                .filter(Leaf::required)
                                .map(leaf -> leaf.path().value())
                                .toList())
                        .orElse(List.of()),
                List.copyOf(open));
    }

    private static List<Drafted.Pair> mapped(Matching matching) {
        return matching.matches().stream()
                .map(match -> new Drafted.Pair(
                        match.leaf().path().value(), match.field().path(), match.guessed()))
                .toList();
    }

    private Matching source() throws IOException, Unreadable {
        Sample sample = sample();
        open.addAll(sample.open());
        Matching matching = Matching.of(order.type(), SourceField.of(sample.items()));
        InputFormat format = Formats.keyed(sample.format(), key(sample, matching));
        matching.matches()
                .forEach(match -> match.conversion()
                        .open()
                        .ifPresent(what -> open.add(
                                match.field().path() + " to " + match.leaf().path() + ": " + what)));
        files.put("adapter.yaml", bytes(DescriptionText.of(order, Optional.of(format))));
        files.put("route.camel.yaml", bytes(RouteText.source(order, format)));
        String mapping = JsltText.of(order.id(), matching);
        files.put("mapping.jslt", bytes(mapping));
        files.putAll(new SampleCases(order.type(), format, mapping, open).of(sample, matching));
        return matching;
    }

    private Optional<Matching> sink() {
        files.put("adapter.yaml", bytes(DescriptionText.of(order, Optional.empty())));
        files.put("route.camel.yaml", bytes(RouteText.sink(order)));
        if (order.from() == Order.From.SQL) {
            files.put("files/tables.sql", bytes(SqlText.tables(order)));
            files.put("files/upsert.sql", bytes(SqlText.upsert(order)));
            open.add(
                    "files/tables.sql has a column for each field that stands in no other: keep those that your agreements release, and add what is nested");
        }
        return Optional.empty();
    }

    private Sample sample() throws IOException, Unreadable {
        Optional<SampleOf> of = order.sample();
        if (of.isPresent() && of.get() instanceof OfTable table) {
            return TableSample.read(new TableSample.Table(table.url(), table.user(), table.password(), table.table()));
        }
        if (of.isPresent() && of.get() instanceof OfFile file) {
            return SampleFile.read(file.bytes(), arrival());
        }
        open.add(
                "no sample was given: the samples are the record type's own examples, put one of your system in their place");
        return SampleFile.read(Examples.of(order.type()), arrival());
    }

    private Arrival arrival() {
        return switch (order.from()) {
            case HTTP -> Arrival.REQUEST;
            case JMS, AMQP -> Arrival.MESSAGE;
            default -> Arrival.FILE;
        };
    }

    /** The source field that orders what is said about one thing. */
    private String key(Sample sample, Matching matching) {
        Optional<String> found = matching.matches().stream()
                .filter(match -> match.leaf().path().equals(order.type().orderKey()))
                .map(match -> match.field().path())
                .filter(path -> !path.contains("/"))
                .findFirst();
        if (found.isEmpty()) {
            open.add("input.key: no source field looks like %s, which orders these records"
                    .formatted(order.type().orderKey()));
        }
        return found.orElseGet(() -> sample.items().get(0).fieldNames().next());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
