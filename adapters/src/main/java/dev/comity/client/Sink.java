package dev.comity.client;

import dev.comity.record.RecordTypeId;
import java.util.Map;

/** The agency's own system, where opened records go. */
@FunctionalInterface
public interface Sink {

    /**
     * Hands over one opened record. Returns once the agency has stored it durably, never before. The same delivery may be handed
     * over again after a stop: its id tells.
     *
     * @param json the record, released fields only
     * @param headers comityProvider, comityPurpose, comityAgreement, comityObligations, comityDelivery, comityRecord
     * @throws Exception if it is not stored; it is handed over again later
     */
    void opened(RecordTypeId type, String json, Map<String, Object> headers) throws Exception;
}
