package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.RecordTypeId;
import java.time.Instant;
import java.util.Optional;

/**
 * The clear claims of an envelope, a closed list.
 *
 * @param issuer agency slug
 * @param audience the hub's id
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds; binds the first intake only
 * @param jti UUIDv7
 * @param record type and major version
 * @param schemaDigest digest of the schema used at the source
 * @param hubKey public JWK of the hub's delivery key, the {@code cnf} of the envelope
 * @param agreement digest of the one agreement that a bound envelope serves
 */
public record EnvelopeClaims(
        String issuer,
        String audience,
        Instant issuedAt,
        Instant expiresAt,
        String jti,
        RecordTypeId record,
        String schemaDigest,
        ObjectNode hubKey,
        Optional<String> agreement) {}
