package dev.comity.outbox;

import java.util.Map;

/**
 * An opened delivery that the agency's own system has not taken yet.
 *
 * @param group of its order key: what comes behind it in the same group waits too
 * @param type of the record, {@code <name>/<major>}
 * @param record the opened record, JSON
 * @param headers what the sink is told beside it
 * @param taken what the inbox will know of it
 */
public record HeldDelivery(String group, String type, String record, Map<String, String> headers, Inbox.Taken taken) {

    public HeldDelivery {
        headers = Map.copyOf(headers);
    }
}
