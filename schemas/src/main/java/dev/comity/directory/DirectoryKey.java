package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.VerificationKey;
import dev.comity.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One key of one agency, as the registrar certified it.
 *
 * @param agency slug
 * @param kid RFC 7638 thumbprint
 * @param jwk public JWK as certified
 * @param key empty for an X25519 key, which verifies nothing
 * @param use the one thing that it may do
 * @param recordTypes names of record types that it may seal; empty means all
 * @param holder who holds it: the agency itself or a contractor's name
 * @param notBefore first instant of validity
 * @param notAfter last instant of validity
 */
public record DirectoryKey(
        String agency,
        String kid,
        ObjectNode jwk,
        Optional<VerificationKey> key,
        KeyUse use,
        Set<String> recordTypes,
        String holder,
        Instant notBefore,
        Instant notAfter) {

    public DirectoryKey {
        jwk = jwk.deepCopy();
        recordTypes = Set.copyOf(recordTypes);
        if (key.isPresent() == (use == KeyUse.PSEUDONYM)) {
            throw new IllegalArgumentException("every key but one for pseudonyms verifies signatures");
        }
    }

    /** Whether it may seal records of this type. */
    public boolean mayCarry(String recordType) {
        return recordTypes.isEmpty() || recordTypes.contains(recordType);
    }

    /** The same key, whose validity ends no later than this. */
    DirectoryKey endingBy(Instant end) {
        Instant last = notAfter.isBefore(end) ? notAfter : end;
        return new DirectoryKey(agency, kid, jwk, key, use, recordTypes, holder, notBefore, last);
    }

    /** The member of {@code keys} in a registrar's statement that says this. */
    public ObjectNode claims() {
        ObjectNode claims = Json.object();
        claims.set("jwk", jwk);
        claims.put("use", use.code());
        recordTypes.stream().sorted().forEach(claims.putArray("records")::add);
        return claims.put("holder", holder)
                .put("nbf", notBefore.getEpochSecond())
                .put("exp", notAfter.getEpochSecond());
    }

    public boolean validAt(Instant time) {
        return !time.isBefore(notBefore) && !time.isAfter(notAfter);
    }
}
