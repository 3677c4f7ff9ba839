package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Computes derived fields with the fixed semantics of the domain: the source before sealing, the hub where it needs no secret. */
public final class Derivations {

    private Derivations() {}

    /**
     * @param record holds the source field; empty result where it is absent
     * @param pseudonymKey 32 bytes for a derivation that needs a secret
     * @param asOf rounded down to the month by this method
     * @throws IllegalArgumentException where the source value is not of the form that the schema asks
     */
    public static Optional<JsonNode> compute(
            Derivation derivation, ObjectNode record, Optional<byte[]> pseudonymKey, Instant asOf, ZoneId zone) {
        throw new UnsupportedOperationException("contract");
    }
}
