package dev.comity.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What turns an envelope into the presentation that one consumer got: which of its disclosures, and the delivery statement.
 * The disclosures themselves stand in the envelope once, however many consumers there are.
 *
 * @param index of the {@code released} entry
 * @param kept places of the kept disclosures in the envelope, from 0, rising
 * @param statement compact form of the hub's delivery statement
 */
public record KeptDelivery(long index, String delivery, List<Integer> kept, String statement) {

    public KeptDelivery {
        kept = List.copyOf(kept);
    }

    /** @throws IllegalArgumentException where the envelope has no such disclosure */
    String presentation(String envelope) {
        String[] all = envelope.split("~", -1);
        StringBuilder text = new StringBuilder(all[0]).append('~');
        for (int place : kept) {
            if (place < 0 || place + 1 >= all.length - 1) {
                throw new IllegalArgumentException("the envelope has no such disclosure");
            }
            text.append(all[place + 1]).append('~');
        }
        return text.append(statement).toString();
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("index", index).put("delivery", delivery);
        ArrayNode places = json.putArray("kept");
        kept.forEach(places::add);
        return json.put("statement", statement);
    }

    static KeptDelivery of(JsonNode json) {
        List<Integer> kept = new ArrayList<>();
        json.path("kept").forEach(place -> kept.add(place.intValue()));
        return new KeptDelivery(
                json.path("index").longValue(),
                json.path("delivery").asText(),
                kept,
                json.path("statement").asText());
    }
}
