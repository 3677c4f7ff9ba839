package dev.comity.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML file with its place.
 *
 * @param file as it is shown in messages
 * @param line one-based
 * @param column one-based
 * @param kind what it is
 * @param text of a scalar as written, without quotes; empty for others
 * @param plain whether a scalar stands without quotes, so that {@code true} or {@code 3} may be meant
 * @param members of a mapping, in order: name to the place of the name and the value
 * @param items of a sequence
 */
public record YamlNode(
        String file,
        int line,
        int column,
        Kind kind,
        String text,
        boolean plain,
        Map<String, Member> members,
        List<YamlNode> items) {

    /** What a value is. */
    public enum Kind {
        SCALAR,
        NULL,
        MAPPING,
        SEQUENCE
    }

    /** @param name the member's name as a node, for its place */
    public record Member(YamlNode name, YamlNode value) {}

    /** A problem at this place. */
    public Problem error(String message) {
        return Problem.error(file, line, column, message);
    }

    /** A warning at this place. */
    public Problem warning(String message) {
        return Problem.warning(file, line, column, message);
    }

    /** {@code a text}, {@code a mapping}, {@code a list} or {@code nothing}: what was found, for messages. */
    public String found() {
        return switch (kind) {
            case SCALAR -> "a text";
            case NULL -> "nothing";
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
        };
    }

    static YamlNode of(String file, Node node, List<Problem> problems) {
        Mark mark = node.getStartMark().orElseThrow();
        int line = mark.getLine() + 1;
        int column = mark.getColumn() + 1;
        if (node instanceof MappingNode mapping) {
            Map<String, Member> members = members(file, mapping, problems);
            return new YamlNode(file, line, column, Kind.MAPPING, "", false, members, List.of());
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(of(file, item, problems)));
            return new YamlNode(file, line, column, Kind.SEQUENCE, "", false, Map.of(), List.copyOf(items));
        }
        ScalarNode scalar = (ScalarNode) node;
        Kind kind = scalar.getTag().equals(Tag.NULL) ? Kind.NULL : Kind.SCALAR;
        return new YamlNode(file, line, column, kind, scalar.getValue(), scalar.isPlain(), Map.of(), List.of());
    }

    private static Map<String, Member> members(String file, MappingNode mapping, List<Problem> problems) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode name = of(file, tuple.getKeyNode(), problems);
            if (name.kind() != Kind.SCALAR) {
                problems.add(name.error("a member's name must be a text"));
                continue;
            }
            Member member = new Member(name, of(file, tuple.getValueNode(), problems));
            if (members.putIfAbsent(name.text(), member) != null) {
                problems.add(name.error("'" + name.text() + "' stands here a second time, first on line "
                        + members.get(name.text()).name().line()));
            }
        }
        return java.util.Collections.unmodifiableMap(members);
    }
}
