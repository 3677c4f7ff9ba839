package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** A whole schema; resolves references inside itself and never fetches anything. */
record SchemaDocument(JsonNode root, Draft draft) {

    private static final Set<String> SINGLE = Set.of(
            "additionalProperties",
            "additionalItems",
            "items",
            "contains",
            "propertyNames",
            "not",
            "if",
            "then",
            "else",
            "unevaluatedItems",
            "unevaluatedProperties");
    private static final Set<String> SEVERAL = Set.of(
            "allOf",
            "anyOf",
            "oneOf",
            "prefixItems",
            "items",
            "properties",
            "patternProperties",
            "definitions",
            "$defs",
            "dependencies",
            "dependentSchemas");

    /** A schema without the words that its edition does not know and therefore passes over. */
    static SchemaDocument of(JsonNode root, Draft otherwise) {
        Draft draft = Draft.of(root, otherwise);
        return new SchemaDocument(known(root.deepCopy(), draft), draft);
    }

    private static JsonNode known(JsonNode schema, Draft draft) {
        if (schema instanceof ObjectNode object) {
            object.remove(draft.passesOver());
            for (var word : object.properties()) {
                JsonNode value = word.getValue();
                if (SEVERAL.contains(word.getKey())
                        && (value.isArray() || !word.getKey().equals("items"))) {
                    value.forEach(one -> known(one, draft));
                } else if (SINGLE.contains(word.getKey())) {
                    known(value, draft);
                }
            }
        }
        return schema;
    }

    SchemaNode node() {
        return new SchemaNode(this, root, "");
    }

    /** What a reference means; empty where it leads out of this document or to nothing. */
    Optional<JsonNode> resolve(String reference) {
        int hash = reference.indexOf('#');
        String before = hash < 0 ? reference : reference.substring(0, hash);
        String fragment = hash < 0 ? "" : reference.substring(hash + 1);
        JsonNode base = before.isEmpty() ? root : identified(root, before);
        if (base == null) {
            return Optional.empty();
        }
        JsonNode found;
        if (fragment.isEmpty()) {
            found = base;
        } else if (fragment.startsWith("/")) {
            found = base.at(
                    java.net.URLDecoder.decode(fragment.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8));
        } else {
            found = anchored(base, fragment);
        }
        return Optional.ofNullable(found).filter(node -> !node.isMissingNode());
    }

    static boolean hasReference(JsonNode json) {
        return json.findValue("$ref") != null
                || json.findValue("$dynamicRef") != null
                || json.findValue("$recursiveRef") != null;
    }

    private static JsonNode identified(JsonNode node, String id) {
        String own = node.path("$id").asText(node.path("id").asText());
        if (node.isObject() && !own.isEmpty() && (own.equals(id) || own.equals(id + "#"))) {
            return node;
        }
        for (JsonNode child : node) {
            JsonNode found = identified(child, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static JsonNode anchored(JsonNode node, String name) {
        boolean here = node.path("$anchor").asText().equals(name)
                || node.path("$id").asText().equals("#" + name)
                || node.path("id").asText().equals("#" + name);
        if (node.isObject() && here) {
            return node;
        }
        for (JsonNode child : node) {
            JsonNode found = anchored(child, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
