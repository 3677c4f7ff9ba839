package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.json.Json;
import dev.comity.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** YAML as the JSON that it stands for (YAML 1.2 core schema), for JSON Schema; and back from a place in that JSON to the file. */
final class YamlJson {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private YamlJson() {}

    static JsonNode of(YamlNode node) {
        return switch (node.kind()) {
            case NULL -> NullNode.instance;
            case SCALAR -> scalar(node);
            case SEQUENCE -> {
                ArrayNode array = Json.object().arrayNode();
                node.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case MAPPING -> {
                ObjectNode object = Json.object();
                node.members().forEach((name, member) -> object.set(name, of(member.value())));
                yield object;
            }
        };
    }

    private static JsonNode scalar(YamlNode node) {
        if (node.plain() && (node.text().equals("true") || node.text().equals("false"))) {
            return BooleanNode.valueOf(node.text().equals("true"));
        }
        if (node.plain() && NUMBER.matcher(node.text()).matches()) {
            return Json.object().numberNode(new BigDecimal(node.text()));
        }
        return TextNode.valueOf(node.text());
    }

    /**
     * @param pointer JSON Pointer (RFC 6901) of a value that the document has
     * @return the value's place, or of the last step that could be found
     */
    static YamlNode at(YamlNode root, String pointer) {
        YamlNode node = root;
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            YamlNode next = step(node, name);
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    private static YamlNode step(YamlNode node, String name) {
        if (node.kind() == YamlNode.Kind.SEQUENCE && name.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(name);
            return index < node.items().size() ? node.items().get(index) : null;
        }
        YamlNode.Member member = node.members().get(name);
        return member == null ? null : member.value();
    }
}
