package dev.comity.outbox;

import dev.comity.envelope.SubjectToken;
import dev.comity.record.RecordTypeId;
import java.time.Instant;
import java.util.List;

/**
 * An envelope as it waits in the outbox. Fixed before the first send: a resend sends the same bytes.
 *
 * @param position in the order of everything that was ever put into the outbox
 * @param seq of its submission statement
 * @param compact form as it is sent
 * @param statement compact form of the submission statement
 * @param group keyed hash of the order key
 * @param subjects what stands behind the statement's commitments, in their order
 */
public record OutboxEnvelope(
        String jti,
        long position,
        long seq,
        String compact,
        String statement,
        RecordTypeId type,
        String schemaDigest,
        String group,
        Instant sealedAt,
        List<SubjectToken> subjects) {

    public OutboxEnvelope {
        subjects = List.copyOf(subjects);
    }

    OutboxEnvelope with(List<SubjectToken> tokens) {
        return new OutboxEnvelope(jti, position, seq, compact, statement, type, schemaDigest, group, sealedAt, tokens);
    }
}
