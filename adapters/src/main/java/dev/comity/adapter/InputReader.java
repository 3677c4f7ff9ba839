package dev.comity.adapter;

import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.InputFormat.Kind;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code input} of an {@code adapter.yaml}. A member that the format has no use for is a problem, never passed over. */
final class InputReader {

    private static final Map<String, Kind> KINDS = Map.of(
            "csv", Kind.CSV, "fixed-width", Kind.FIXED_WIDTH, "json", Kind.JSON, "xml", Kind.XML, "rows", Kind.ROWS);
    private static final Map<String, Arrival> ARRIVALS =
            Map.of("file", Arrival.FILE, "request", Arrival.REQUEST, "message", Arrival.MESSAGE);
    private static final int MAX_WIDTH = 10_000;

    private final YamlObject yaml;
    private final List<Problem> problems;

    private InputReader(YamlObject yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    /** @return empty if it has a problem, which then is among the problems */
    static Optional<InputFormat> read(YamlObject yaml, List<Problem> problems) {
        return new InputReader(yaml, problems).read();
    }

    private Optional<InputFormat> read() {
        Optional<Kind> kind =
                yaml.value("format", "csv, fixed-width, json, xml or rows", text -> InputReader.word(KINDS, text));
        Optional<String> key = yaml.text("key");
        Optional<InputFormat> format = kind.isPresent() ? format(kind.get(), key.orElse("")) : Optional.empty();
        if (kind.isPresent()) {
            // Otherwise nothing is known about what may stand here.
            yaml.finish();
        }
        return key.isPresent() ? format : Optional.empty();
    }

    private Optional<InputFormat> format(Kind kind, String key) {
        boolean lines = kind == Kind.CSV || kind == Kind.FIXED_WIDTH;
        List<YamlNode> columns = lines ? yaml.list("columns") : List.of();
        List<Integer> widths = new ArrayList<>();
        List<String> names = columns.stream()
                .map(column -> kind == Kind.CSV ? name(column) : sized(column, widths))
                .toList();
        boolean header = lines
                && yaml.optionalValue("header", "true or false", InputReader::truth)
                        .orElse(false);
        char delimiter = kind == Kind.CSV
                ? yaml.optionalValue("delimiter", "one character", InputReader::character)
                        .orElse(',')
                : ',';
        Charset charset = lines || kind == Kind.JSON
                ? yaml.optionalValue("charset", "a character set that this machine knows", Charset::forName)
                        .orElse(StandardCharsets.UTF_8)
                : StandardCharsets.UTF_8;
        Optional<String> items = kind == Kind.JSON || kind == Kind.XML ? yaml.optionalText("items") : Optional.empty();
        Set<String> lists = new LinkedHashSet<>();
        if (kind == Kind.XML) {
            yaml.list("lists").forEach(list -> lists.add(name(list)));
        }
        Optional<String> mark = kind == Kind.JSON || kind == Kind.ROWS ? yaml.optionalText("mark") : Optional.empty();
        try {
            return Optional.of(new InputFormat(
                    kind, arrival(kind, mark), header, names, widths, delimiter, charset, items, lists, key, mark));
        } catch (IllegalArgumentException e) {
            problems.add(yaml.node().error(e.getMessage()));
            return Optional.empty();
        }
    }

    private Arrival arrival(Kind kind, Optional<String> mark) {
        if (kind == Kind.ROWS || mark.isPresent()) {
            return Arrival.MARK;
        }
        return yaml.optionalValue("arrival", "file, request or message", text -> word(ARRIVALS, text))
                .orElse(Arrival.FILE);
    }

    private String name(YamlNode node) {
        if (node.kind() != YamlNode.Kind.SCALAR || node.text().isEmpty()) {
            problems.add(node.error("a name was expected here, and " + node.found() + " was found"));
        }
        return node.text();
    }

    private String sized(YamlNode node, List<Integer> widths) {
        YamlObject column = new YamlObject(node, problems);
        String name = column.text("name").orElse("");
        widths.add(column.integer("bytes", 1, MAX_WIDTH).orElse(1));
        column.finish();
        return name;
    }

    private static <T> T word(Map<String, T> words, String text) {
        if (!words.containsKey(text)) {
            throw new IllegalArgumentException("not one of the words");
        }
        return words.get(text);
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("not a truth value");
        }
        return text.equals("true");
    }

    private static char character(String text) {
        if (text.length() != 1 || text.equals("\"")) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }
}
