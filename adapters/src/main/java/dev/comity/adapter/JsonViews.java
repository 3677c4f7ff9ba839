package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON as maps, lists and plain values, without a copy, for languages that read those; and back. */
final class JsonViews {

    private JsonViews() {}

    /** A view that asks the node itself, by name, for each member that is asked for. */
    static Object of(JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node instanceof ObjectNode object) {
            return new Members(object);
        }
        if (node instanceof ArrayNode array) {
            return new Elements(array);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToInt()
                    ? (Object) node.intValue()
                    : node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
        }
        return node.isNumber() ? node.decimalValue() : node.asText();
    }

    private static final class Members extends AbstractMap<String, Object> {

        private final ObjectNode object;

        Members(ObjectNode object) {
            this.object = object;
        }

        @Override
        public Object get(Object name) {
            return of(object.get(String.valueOf(name)));
        }

        @Override
        public boolean containsKey(Object name) {
            return object.get(String.valueOf(name)) != null;
        }

        @Override
        public boolean isEmpty() {
            return object.isEmpty();
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Set<Entry<String, Object>> entries = new LinkedHashSet<>();
            object.properties().forEach(m -> entries.add(new SimpleImmutableEntry<>(m.getKey(), of(m.getValue()))));
            return entries;
        }
    }

    private static final class Elements extends AbstractList<Object> {

        private final ArrayNode array;

        Elements(ArrayNode array) {
            this.array = array;
        }

        @Override
        public Object get(int index) {
            return of(array.get(index));
        }

        @Override
        public int size() {
            return array.size();
        }
    }

    /** As JSON; what is null or empty is left out, as in the other languages. */
    static ObjectNode back(Map<?, ?> map) {
        ObjectNode object = Json.object();
        map.forEach((name, value) -> {
            JsonNode node = node(value);
            if (node != null) {
                object.set(String.valueOf(name), node);
            }
        });
        return object;
    }

    private static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = back(map);
            return object.isEmpty() ? null : object;
        }
        if (value instanceof List<?> list) {
            List<JsonNode> elements = new ArrayList<>();
            list.forEach(element -> {
                JsonNode node = node(element);
                if (node != null) {
                    elements.add(node);
                }
            });
            return elements.isEmpty() ? null : Json.object().arrayNode().addAll(elements);
        }
        if (value instanceof Boolean truth) {
            return BooleanNode.valueOf(truth);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        return value instanceof CharSequence text ? TextNode.valueOf(text.toString()) : null;
    }

    /** What a language computed as 3.0 is 3; what came from the item stays as it was. */
    private static JsonNode number(Number number) {
        if (number instanceof BigDecimal decimal) {
            return Json.object().numberNode(decimal);
        }
        BigDecimal decimal = new BigDecimal(number.toString());
        return decimal.stripTrailingZeros().scale() <= 0
                ? whole(decimal.toBigInteger())
                : Json.object().numberNode(decimal);
    }

    /** As a parser would have read it. */
    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return Json.object().numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE
                ? Json.object().numberNode(number.longValue())
                : Json.object().numberNode(number);
    }

    /** A record without what is null or empty, empty texts too. */
    static ObjectNode withoutNothing(ObjectNode record) {
        return back((Map<?, ?>) of(withoutEmptyTexts(record)));
    }

    private static JsonNode withoutEmptyTexts(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(m -> {
                if (!m.getValue().isTextual() || !m.getValue().asText().isEmpty()) {
                    copy.set(m.getKey(), withoutEmptyTexts(m.getValue()));
                }
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.object().arrayNode();
            array.forEach(element -> copy.add(withoutEmptyTexts(element)));
            return copy;
        }
        return node;
    }
}
