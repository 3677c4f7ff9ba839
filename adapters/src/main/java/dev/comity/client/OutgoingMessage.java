package dev.comity.client;

import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.Wire;
import dev.comity.log.WitnessAnswer;
import dev.comity.outbox.OutboxEnvelope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One message to the hub.
 *
 * @param properties names and values of the page on formats
 * @param group message group, or empty
 */
public record OutgoingMessage(String body, Map<String, String> properties, Optional<String> group) {

    public OutgoingMessage {
        properties = Map.copyOf(properties);
    }

    /** An envelope with its submission statement. */
    public static OutgoingMessage record(String agency, OutboxEnvelope envelope) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(Wire.CONTENT_TYPE, Wire.RECORD);
        properties.put(Wire.SUBMIT, envelope.statement());
        properties.put(Wire.SUBJECTS, SubjectToken.text(envelope.subjects()));
        properties.put(Wire.CE_ID, envelope.jti());
        properties.put(Wire.CE_SOURCE, agency);
        properties.put(Wire.CE_TYPE, envelope.type().toString());
        properties.put(Wire.CE_TIME, envelope.sealedAt().toString());
        properties.put(Wire.CE_DATASCHEMA, envelope.schemaDigest());
        return new OutgoingMessage(envelope.compact(), properties, Optional.of(envelope.group()));
    }

    /** @param acknowledgement compact form, signed */
    public static OutgoingMessage acknowledgement(String delivery, String acknowledgement) {
        return new OutgoingMessage(
                acknowledgement, Map.of(Wire.CONTENT_TYPE, Wire.ACK, Wire.CE_ID, delivery), Optional.empty());
    }

    /** @param request digest of the request that is answered */
    static OutgoingMessage cosignature(String request, WitnessAnswer answer) {
        return new OutgoingMessage(
                answer.body(),
                Map.of(
                        Wire.CONTENT_TYPE,
                        Wire.COSIGNATURE,
                        Wire.CE_ID,
                        request,
                        Wire.STATUS,
                        Integer.toString(answer.status())),
                Optional.empty());
    }

    /** @param head compact form, signed */
    static OutgoingMessage head(String head) {
        return new OutgoingMessage(head, Map.of(Wire.CONTENT_TYPE, Wire.HEAD), Optional.empty());
    }
}
