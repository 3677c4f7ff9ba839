package dev.comity.adapter;

import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code adapter.yaml}, and route and mapping beside it. */
final class AdapterFile {

    private static final String ROUTE = "route.camel.yaml";

    private final Path folder;
    private final List<Problem> all;
    private final List<Problem> problems = new ArrayList<>();

    AdapterFile(Path folder, List<Problem> all) {
        this.folder = folder;
        this.all = all;
    }

    Optional<AdapterFolder> read() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("adapter.yaml"));
        Optional<YamlNode> root = YamlDocument.parse("adapter.yaml", bytes, problems);
        Optional<AdapterFolder> adapter = root.isPresent() ? Optional.of(adapter(root.get())) : Optional.empty();
        problems.forEach(p -> all.add(
                new Problem(folder.resolve(p.file()).toString(), p.line(), p.column(), p.severity(), p.message())));
        return problems.stream().anyMatch(Problem::isError) ? Optional.empty() : adapter;
    }

    private AdapterFolder adapter(YamlNode root) throws IOException {
        YamlObject yaml = new YamlObject(root, problems);
        yaml.integer("v", 1, 1);
        String id = yaml.value("adapter", "<agency>/<name>, both lower case", AdapterFile::id)
                .orElse("?/?");
        Optional<YamlObject> title = yaml.object("title");
        Direction direction = yaml.value("direction", "source or sink", AdapterFile::direction)
                .orElse(Direction.SOURCE);
        boolean source = direction == Direction.SOURCE;
        Optional<RecordTypeId> record = source
                ? yaml.value("record", "a record type with version: name/major", RecordTypeId::of)
                : yaml.optionalValue("record", "a record type with version: name/major", RecordTypeId::of);
        Optional<InputFormat> input =
                source ? yaml.object("input").flatMap(one -> InputReader.read(one, problems)) : Optional.empty();
        Optional<Mapping> mapping = source ? Mapping.of(folder, problems) : Optional.empty();
        AdapterFolder adapter = new AdapterFolder(
                id,
                title.flatMap(t -> t.text("en")).orElse(""),
                title.flatMap(t -> t.text("zh")).orElse(""),
                id.substring(0, id.indexOf('/')),
                direction,
                record,
                yaml.text("owner").orElse(""),
                input,
                mapping,
                parameters(yaml),
                yaml.optional("test")
                        .map(node -> TestNotes.read(new YamlObject(node, problems)))
                        .orElse(TestNotes.NONE),
                route(),
                folder);
        title.ifPresent(YamlObject::finish);
        yaml.finish();
        return adapter;
    }

    private static String id(String text) {
        if (!text.matches("[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("not an adapter id");
        }
        return text;
    }

    private static Direction direction(String text) {
        return Direction.valueOf(text.equals(text.toLowerCase(Locale.ROOT)) ? text.toUpperCase(Locale.ROOT) : "?");
    }

    /** {@code parameters} is a JSON Schema of an object; names, defaults and what is required are read here. */
    private Map<String, Optional<String>> parameters(YamlObject yaml) {
        Map<String, Optional<String>> parameters = new LinkedHashMap<>();
        Optional<YamlNode> schema = yaml.optional("parameters");
        schema.map(node -> node.members().get("properties"))
                .ifPresent(properties -> properties
                        .value()
                        .members()
                        .forEach((name, member) -> parameters.put(
                                name,
                                Optional.ofNullable(member.value().members().get("default"))
                                        .map(d -> d.value().text()))));
        return parameters;
    }

    private String route() throws IOException {
        Path file = folder.resolve(ROUTE);
        if (!Files.isRegularFile(file)) {
            problems.add(Problem.error(ROUTE, 0, 0, "the file is missing: it says how the system is reached"));
            return "";
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
