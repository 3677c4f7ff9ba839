package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a test takes: {@code record}, {@code records}, {@code with}, {@code without}, {@code request}. */
final class TestRecords {

    private final YamlObject yaml;
    private final RecordType type;
    private final List<Problem> problems;

    TestRecords(YamlObject yaml, RecordType type, List<Problem> problems) {
        this.yaml = yaml;
        this.type = type;
        this.problems = problems;
    }

    /** @param event whether there must be exactly one record; a request may find none */
    List<Path> files(boolean event) {
        if (event) {
            return yaml.required("record").flatMap(this::file).stream().toList();
        }
        List<Path> files = new ArrayList<>();
        yaml.optional("record").flatMap(this::file).ifPresent(files::add);
        yaml.list("records").forEach(item -> file(item).ifPresent(files::add));
        return files;
    }

    private Optional<Path> file(YamlNode item) {
        Path records = type.folder().toAbsolutePath().getParent().getParent();
        Path file = records.resolve(item.text()).normalize();
        if (item.kind() == YamlNode.Kind.SCALAR
                && file.startsWith(type.folder().toAbsolutePath().normalize())
                && Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        problems.add(item.error(
                "there is no record '" + item.text() + "' of type " + type.id() + " under schemas/records/"));
        return Optional.empty();
    }

    RecordEdits edits() {
        Map<FieldPath, JsonNode> with = new TreeMap<>();
        Optional<YamlNode> changed = yaml.optional("with");
        changed.map(YamlNode::members)
                .orElse(Map.of())
                .values()
                .forEach(member -> member(member.name()).ifPresent(path -> with.put(path, json(member.value()))));
        Set<FieldPath> without = new TreeSet<>();
        yaml.list("without").forEach(item -> member(item).ifPresent(without::add));
        return new RecordEdits(with, without);
    }

    private Optional<FieldPath> member(YamlNode name) {
        boolean known = FieldPath.isPath(name.text())
                && !name.text().contains("[]")
                && type.field(FieldPath.of(name.text())).isPresent();
        if (!known) {
            problems.add(name.error("'" + name.text() + "' is no member of " + type.id() + " that a test can change"));
        }
        return known ? Optional.of(FieldPath.of(name.text())) : Optional.empty();
    }

    /** Members of the request that a test states; what it does not state is as usual. */
    ObjectNode request() {
        Optional<YamlNode> request = yaml.optional("request");
        if (request.isEmpty()) {
            return Json.object();
        }
        if (json(request.get()) instanceof ObjectNode members) {
            return members;
        }
        problems.add(request.get().error("'request' must be a mapping"));
        return Json.object();
    }

    /** Plain {@code true}, {@code false} and whole numbers are what they seem; everything else is text. */
    private static JsonNode json(YamlNode node) {
        return switch (node.kind()) {
            case MAPPING -> {
                ObjectNode object = Json.object();
                node.members().forEach((name, member) -> object.set(name, json(member.value())));
                yield object;
            }
            case SEQUENCE -> {
                ArrayNode array = Json.object().arrayNode();
                node.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case NULL -> Json.object().nullNode();
            case SCALAR -> scalar(node);
        };
    }

    private static JsonNode scalar(YamlNode node) {
        if (node.plain() && node.text().matches("true|false")) {
            return Json.object().booleanNode(node.text().equals("true"));
        }
        return node.plain() && node.text().matches("-?[0-9]{1,9}")
                ? Json.object().numberNode(Integer.parseInt(node.text()))
                : Json.object().textNode(node.text());
    }
}
