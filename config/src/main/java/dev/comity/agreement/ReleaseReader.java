package dev.comity.agreement;

import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads lists of paths: each must exist in the record type, and {@code address.*} stands for the leaves below. */
final class ReleaseReader {

    private static final String ALL_BELOW = ".*";

    private final RecordType type;
    private final List<Problem> problems;

    ReleaseReader(RecordType type, List<Problem> problems) {
        this.type = type;
        this.problems = problems;
    }

    /** Leaves in the order of the file, each with the item that names it; a leaf that is named twice is a problem. */
    Map<FieldPath, YamlNode> leaves(List<YamlNode> items) {
        Map<FieldPath, YamlNode> leaves = new LinkedHashMap<>();
        for (YamlNode item : items) {
            for (FieldPath leaf : leavesOf(item)) {
                YamlNode first = leaves.putIfAbsent(leaf, item);
                if (first != null) {
                    problems.add(item.error("'" + leaf + "' is named a second time, first on line " + first.line()));
                }
            }
        }
        return leaves;
    }

    private Set<FieldPath> leavesOf(YamlNode item) {
        if (item.kind() != YamlNode.Kind.SCALAR) {
            problems.add(item.error("a field's path was expected here, and " + item.found() + " was found"));
            return Set.of();
        }
        String text = item.text();
        if (text.startsWith("*")) {
            problems.add(
                    item.error("'" + text + "' would release whatever the schema has or will have; name each field"));
            return Set.of();
        }
        return text.endsWith(ALL_BELOW) ? below(item, text.substring(0, text.length() - 2)) : leaf(item, text);
    }

    private Set<FieldPath> below(YamlNode item, String object) {
        if (!exists(object)) {
            return unknown(item, object);
        }
        FieldPath path = FieldPath.of(object);
        Set<FieldPath> below = leavesBelow(path);
        if (below.isEmpty() || !isObject(path)) {
            problems.add(item.error("'" + object + "' is not an object: '.*' has no meaning after it"));
            return Set.of();
        }
        return below;
    }

    private Set<FieldPath> leaf(YamlNode item, String text) {
        if (!exists(text)) {
            return unknown(item, text);
        }
        Field field = type.field(FieldPath.of(text)).orElseThrow();
        if (!field.leaf()) {
            problems.add(item.error("'" + text + "' is " + (field.type().equals("array") ? "a list" : "an object")
                    + " and no single value. " + fieldsBelow(field.path())));
            return Set.of();
        }
        return Set.of(field.path());
    }

    private String fieldsBelow(FieldPath path) {
        String below = leavesBelow(path).stream().map(FieldPath::value).collect(Collectors.joining(", "));
        return "Name what is meant: " + below + (isObject(path) ? ", or all of it: " + path + ALL_BELOW : "");
    }

    private Set<FieldPath> leavesBelow(FieldPath path) {
        return type.fields().values().stream()
                .filter(Field::leaf)
                .map(Field::path)
                .filter(leaf -> leaf.isUnder(path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isObject(FieldPath path) {
        return type.field(path).map(Field::type).orElse("").equals("object");
    }

    private boolean exists(String text) {
        return FieldPath.isPath(text) && type.field(FieldPath.of(text)).isPresent();
    }

    private Set<FieldPath> unknown(YamlNode item, String text) {
        List<String> known =
                type.fields().keySet().stream().map(FieldPath::value).toList();
        problems.add(item.error("'" + text + "' is not a field of " + type.id() + "." + Suggestion.of(text, known)));
        return Set.of();
    }
}
