package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;

/** {@code translate("NAME", code)} in JSLT. A code that is null stays null. */
record JsltTranslate(Tables tables) implements Function {

    @Override
    public String getName() {
        return "translate";
    }

    @Override
    public int getMinArguments() {
        return 2;
    }

    @Override
    public int getMaxArguments() {
        return 2;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        JsonNode code = arguments[1];
        if (code.isNull()) {
            return NullNode.instance;
        }
        if (!arguments[0].isTextual() || !code.isValueNode()) {
            throw new JsltException("translate takes the name of a table and a code");
        }
        return TextNode.valueOf(tables.translated(arguments[0].asText(), code.asText(), path(input, code, "")));
    }

    /** Where the code stands in the item, found as the very same node; empty if it was made on the way. */
    private static String path(JsonNode node, JsonNode code, String at) {
        if (node == code) {
            return at;
        }
        String found = "";
        if (node.isObject()) {
            for (var member : node.properties()) {
                String path = at.isEmpty() ? member.getKey() : at + "." + member.getKey();
                found = found.isEmpty() ? path(member.getValue(), code, path) : found;
            }
        }
        for (int i = 0; node.isArray() && i < node.size() && found.isEmpty(); i++) {
            found = path(node.get(i), code, at + "[" + i + "]");
        }
        return found;
    }
}
