package dev.comity.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.RecordTypeId;
import java.time.Instant;

/**
 * An envelope that the hub refused because its agreement was not in force there, with the record that it was sealed from.
 *
 * @param jti of the refused envelope
 * @param record whole, as it was validated
 * @param agreement digest of the agreement that it was bound to
 * @param attempts how often the record was refused for this reason
 * @param since when the record was sealed first
 */
public record WaitingEnvelope(
        String jti,
        long outboxRecord,
        RecordTypeId type,
        ObjectNode record,
        String agreement,
        int attempts,
        Instant refusedAt,
        Instant since) {}
