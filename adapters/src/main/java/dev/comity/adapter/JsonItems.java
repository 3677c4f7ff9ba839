package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Divides a JSON text, or rows of a table, into items in the order given. What arrives by its mark needs one, a whole number. */
final class JsonItems {

    private JsonItems() {}

    static List<SourceItem> read(InputFormat format, byte[] text) throws SourceUnreadable {
        try {
            return list(format, text);
        } catch (SourceUnreadable e) {
            if (format.arrival() == Arrival.MARK || format.arrival() == Arrival.REQUEST) {
                throw e;
            }
            // A file may be half written: it is one item with a problem until it has changed.
            return List.of(
                    new SourceItem(1, digest(text), Json.object(), format.raw(text), Optional.of(e.getMessage())));
        }
    }

    private static List<SourceItem> list(InputFormat format, byte[] text) throws SourceUnreadable {
        JsonNode root = parse(text(format, text));
        JsonNode list = format.items().map(path -> InputFormat.at(root, path)).orElse(root);
        if (list.isObject() && format.items().isEmpty() && !format.marked()) {
            return List.of(item(format, list, 1));
        }
        if (!list.isArray()) {
            throw new SourceUnreadable("a list of objects was expected"
                    + format.items().map(name -> " in '" + name + "'").orElse(""));
        }
        List<SourceItem> items = new ArrayList<>();
        for (JsonNode element : list) {
            items.add(item(format, element, items.size() + 1L));
        }
        return items;
    }

    private static String text(InputFormat format, byte[] text) throws SourceUnreadable {
        try {
            return TextLines.decode(format.charset(), text);
        } catch (CharacterCodingException e) {
            throw new SourceUnreadable("the text is not " + format.charset());
        }
    }

    /** @param rows as camel-sql gives them: a map of column label to value each; databases differ in the case of labels, so lower case counts */
    static List<SourceItem> rows(InputFormat format, List<?> rows) throws SourceUnreadable {
        List<SourceItem> items = new ArrayList<>();
        for (Object row : rows) {
            items.add(marked(format, object((Map<?, ?>) row)));
        }
        return items;
    }

    private static JsonNode parse(String text) throws SourceUnreadable {
        try {
            return Json.parse(text);
        } catch (MalformedJson e) {
            throw new SourceUnreadable(
                    "not JSON at line %d, column %d: %s".formatted(e.line(), e.column(), e.getMessage()));
        }
    }

    private static SourceItem item(InputFormat format, JsonNode element, long place) throws SourceUnreadable {
        if (format.marked()) {
            return marked(format, element);
        }
        ObjectNode content = element instanceof ObjectNode object ? object : Json.object();
        Optional<String> problem = element.isObject() ? Optional.empty() : Optional.of("it is no object");
        return new SourceItem(place, digest(Json.bytes(element)), content, Json.text(element), problem);
    }

    private static String digest(byte[] bytes) {
        return Base64Url.encode(Crypto.sha256(bytes));
    }

    private static SourceItem marked(InputFormat format, JsonNode element) throws SourceUnreadable {
        String mark = format.mark().orElseThrow();
        if (!(element instanceof ObjectNode object)
                || !element.path(mark).canConvertToExactIntegral()
                || !element.path(mark).canConvertToLong()) {
            // Without its mark an item cannot be passed over: the source would give it for ever.
            throw new SourceUnreadable("an item has no whole number in '" + mark + "'");
        }
        ObjectNode said = object.deepCopy();
        said.remove(mark);
        return new SourceItem(
                object.get(mark).longValue(), digest(Json.bytes(said)), object, Json.text(object), Optional.empty());
    }

    private static ObjectNode object(Map<?, ?> row) throws SourceUnreadable {
        ObjectNode object = Json.object();
        for (Map.Entry<?, ?> column : row.entrySet()) {
            put(object, column.getKey().toString().toLowerCase(Locale.ROOT), column.getValue());
        }
        return object;
    }

    private static void put(ObjectNode object, String name, Object value) throws SourceUnreadable {
        if (value == null || value instanceof String text && text.isEmpty()) {
            return;
        }
        if (value instanceof Boolean truth) {
            object.put(name, truth);
        } else if (value instanceof BigDecimal decimal) {
            object.put(name, decimal);
        } else if (value instanceof Number number) {
            object.put(name, number.longValue());
        } else {
            object.put(name, text(name, value));
        }
    }

    private static String text(String name, Object value) throws SourceUnreadable {
        if (value instanceof java.sql.Clob clob) {
            try {
                return clob.getSubString(1, (int) Math.min(clob.length(), Integer.MAX_VALUE));
            } catch (SQLException e) {
                throw new SourceUnreadable("column '" + name + "' could not be read");
            }
        }
        // java.sql.Date and java.time types write themselves as ISO 8601.
        return value.toString();
    }
}
