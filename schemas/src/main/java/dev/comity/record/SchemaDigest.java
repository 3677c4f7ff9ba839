package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import java.util.TreeSet;

/**
 * The digest of a record type: SHA-256 of its flat schema, written without white space and with members sorted by name, so
 * that neither layout nor the split into files counts, and everything else does: titles and labels too.
 */
final class SchemaDigest {

    private SchemaDigest() {}

    static String of(ObjectNode flat) {
        return Base64Url.encode(Crypto.sha256(Json.bytes(sorted(flat))));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode sorted = Json.object();
            TreeSet<String> names = new TreeSet<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> sorted.set(name, sorted(object.get(name))));
            return sorted;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return node;
    }
}
