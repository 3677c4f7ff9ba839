package dev.comity.outbox;

import dev.comity.record.RecordTypeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A sealed envelope that has no place in the sequence of submissions yet.
 *
 * @param jwsDigest base64url SHA-256 of its JWS
 * @param kid thumbprint of the seal key whose sequence it takes a place in: the one that signed it
 * @param agreement digest of the agreement that it is bound to
 */
public record Draft(
        String jti,
        String compact,
        String jwsDigest,
        String kid,
        RecordTypeId type,
        String schemaDigest,
        String group,
        Instant sealedAt,
        Optional<String> agreement,
        List<Subject> subjects) {

    public Draft {
        subjects = List.copyOf(subjects);
    }

    /**
     * What stands behind one commitment to a data subject. It goes to the hub beside the envelope, and never into the log.
     *
     * @param token keyed hash of the subject's identifier, 32 bytes
     * @param salt 32 random bytes
     * @param commitment base64url SHA-256(salt || token)
     */
    public record Subject(byte[] token, byte[] salt, String commitment) {}
}
