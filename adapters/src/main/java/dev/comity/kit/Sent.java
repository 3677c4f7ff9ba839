package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/**
 * A message that a route handed to the outside.
 *
 * @param to scheme of the endpoint
 * @param body as JSON; a text that is no JSON, or an object of another kind, as text
 * @param headers those of simple kinds, Camel's own and the delivery's left out
 */
record Sent(String to, JsonNode body, Map<String, String> headers) {

    static Sent of(String uri, Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            boolean inner = name.startsWith("Camel") && !name.startsWith("CamelHttp") || name.startsWith("comity");
            if (!inner && (value instanceof String || value instanceof Number || value instanceof Boolean)) {
                headers.put(name, value.toString());
            }
        });
        return new Sent(StandIns.scheme(uri), json(exchange), headers);
    }

    private static JsonNode json(Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        if (text == null) {
            return TextNode.valueOf(String.valueOf(exchange.getMessage().getBody()));
        }
        try {
            return Json.parse(text);
        } catch (MalformedJson e) {
            return TextNode.valueOf(text);
        }
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("to", to);
        ObjectNode all = Json.object();
        headers.forEach(all::put);
        if (!all.isEmpty()) {
            json.set("headers", all);
        }
        json.set("body", body);
        return json;
    }
}
