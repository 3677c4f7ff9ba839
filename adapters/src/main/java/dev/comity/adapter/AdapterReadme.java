package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.Field;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The page of one adapter, made from its folder alone: nobody edits it, so that it says what is so. */
public final class AdapterReadme {

    /** Its name in the adapter's folder. */
    public static final String FILE = "README.md";

    private static final String ERROR = ".error.json";

    private final AdapterFolder adapter;
    private final Optional<RecordType> type;
    private final StringBuilder page = new StringBuilder();

    private AdapterReadme(AdapterFolder adapter, Optional<RecordType> type) {
        this.adapter = adapter;
        this.type = type;
    }

    /** The same folder gives the same text. */
    public static String of(AdapterFolder adapter, RecordTypes types) throws IOException {
        AdapterReadme readme = new AdapterReadme(adapter, adapter.record().flatMap(types::find));
        readme.head();
        readme.input();
        readme.parameters();
        readme.fields();
        readme.samples();
        return readme.page.toString();
    }

    private void head() {
        boolean source = adapter.direction() == AdapterFolder.Direction.SOURCE;
        line("<!-- Made by 'comity adapter docs'. Edit the folder, not this page. -->");
        line("# " + adapter.titleEn() + " · " + adapter.titleZh());
        line("");
        line("| adapter | `" + adapter.id() + "` |");
        line("|---|---|");
        line("| direction | "
                + (source ? "source: from the agency's system to the hub" : "sink: from the hub to the agency's system")
                + " |");
        line("| record | "
                + adapter.record().map(id -> "`" + id + "`" + title()).orElse("every type that is delivered") + " |");
        line("| owner | " + cell(adapter.owner()) + " |");
    }

    private String title() {
        return type.map(t -> " " + t.titleEn() + " · " + t.titleZh()).orElse("");
    }

    private void input() {
        adapter.input().ifPresent(input -> {
            line("| input | " + words(input) + " |");
            line("| key | `" + cell(input.key()) + "`"
                    + input.mark().map(mark -> ", mark `" + cell(mark) + "`").orElse("") + " |");
            if (!input.columns().isEmpty()) {
                line("| columns | " + columns(input) + " |");
            }
        });
    }

    private static String words(InputFormat input) {
        String format = input.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String arrival = input.arrival() == InputFormat.Arrival.MARK
                ? "asked from the last mark on"
                : "as a " + input.arrival().name().toLowerCase(Locale.ROOT);
        String charset = input.kind() == InputFormat.Kind.ROWS || input.kind() == InputFormat.Kind.XML
                ? ""
                : ", " + input.charset();
        return format + charset + ", " + arrival
                + input.items().map(items -> ", items at `" + cell(items) + "`").orElse("");
    }

    private static String columns(InputFormat input) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < input.columns().size(); i++) {
            columns.add("`" + cell(input.columns().get(i)) + "`"
                    + (input.widths().isEmpty() ? "" : " " + input.widths().get(i)));
        }
        return String.join(", ", columns) + (input.widths().isEmpty() ? "" : " (bytes)");
    }

    private void parameters() throws IOException {
        if (adapter.parameters().isEmpty()) {
            return;
        }
        Map<String, YamlNode.Member> titles = titles();
        line("");
        line("| parameter | means | if it is not given |");
        line("|---|---|---|");
        adapter.parameters()
                .forEach((name, value) -> line("| `%s` | %s | %s |"
                        .formatted(
                                name,
                                cell(title(titles.get(name))),
                                value.map(text -> text.isEmpty() ? "empty" : "`" + cell(text) + "`")
                                        .orElse("the adapter does not start"))));
    }

    private Map<String, YamlNode.Member> titles() throws IOException {
        byte[] bytes = Files.readAllBytes(adapter.folder().resolve("adapter.yaml"));
        return YamlDocument.parse("adapter.yaml", bytes, new ArrayList<Problem>())
                .map(root -> root.members().get("parameters"))
                .map(parameters -> parameters.value().members().get("properties"))
                .map(properties -> properties.value().members())
                .orElse(Map.of());
    }

    private static String title(YamlNode.Member parameter) {
        YamlNode.Member title =
                parameter == null ? null : parameter.value().members().get("title");
        return title == null ? "" : title.value().text();
    }

    /** The fields that its samples set: what the mapping can do has been shown by one of them. */
    private void fields() throws IOException {
        Set<String> set = new TreeSet<>();
        for (Path file : files("expected")) {
            if (file.getFileName().toString().matches("[^.]+[.]json")) {
                leaves("", json(file), set);
            }
        }
        if (set.isEmpty() || type.isEmpty()) {
            return;
        }
        line("");
        line("| field | title | S |");
        line("|---|---|---|");
        for (Field field : type.get().fields().values()) {
            if (set.contains(field.path().value())) {
                line("| `%s` | %s · %s | %s |"
                        .formatted(field.path(), cell(field.titleEn()), cell(field.titleZh()), field.mark()));
            }
        }
    }

    private static void leaves(String path, JsonNode node, Set<String> leaves) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> leaves(
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            member.getValue(),
                            leaves));
        } else if (node.isArray()) {
            node.forEach(element -> leaves(path + "[]", element, leaves));
        } else {
            leaves.add(path);
        }
    }

    private void samples() throws IOException {
        List<Path> samples = files("samples");
        if (samples.isEmpty()) {
            return;
        }
        line("");
        line("| sample | becomes |");
        line("|---|---|");
        for (Path sample : samples) {
            String name = sample.getFileName().toString();
            String base = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
            Path error = adapter.folder().resolve("expected").resolve(base + ERROR);
            line("| `%s` | %s |".formatted(name, Files.isRegularFile(error) ? refusal(json(error)) : "a record"));
        }
    }

    private static String refusal(JsonNode error) {
        String path = error.path("path").asText();
        return "refused: `%s`%s".formatted(error.path("code").asText(), path.isEmpty() ? "" : " at `" + path + "`");
    }

    private List<Path> files(String folder) throws IOException {
        Path place = adapter.folder().resolve(folder);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (MalformedJson e) {
            throw new IOException("%s:%d:%d is not JSON: %s".formatted(file, e.line(), e.column(), e.getMessage()), e);
        }
    }

    /** A bar would end the cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
