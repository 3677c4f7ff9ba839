package dev.comity.bench;

import dev.comity.client.OutgoingMessage;
import java.util.List;

/**
 * A record as its provider hands it over.
 *
 * @param jti by which its receipt is known
 * @param deliveries ids of the deliveries that it must lead to, one for each consumer
 */
record SealedRecord(OutgoingMessage message, String jti, List<String> deliveries) {

    SealedRecord {
        deliveries = List.copyOf(deliveries);
    }
}
