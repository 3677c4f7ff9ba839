package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.SigningKey;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A registrar's statement on one agency (or the hub), {@code comity-agency+jwt}: its names, credit code, division, roles
 * and keys. Claims: {@code v}, {@code iss} (registrar id), {@code iat}, {@code sub} (slug), {@code seq} (rises with each
 * statement on the same agency), {@code uscc}, {@code division}, {@code roles}, {@code keys} [{@code jwk}, {@code use},
 * {@code records}, {@code holder}, {@code nbf}, {@code exp}].
 *
 * @param jws compact form as signed
 */
public record AgencyStatement(
        String registrar,
        String agency,
        long seq,
        Instant issuedAt,
        String creditCode,
        String division,
        Set<String> roles,
        List<DirectoryKey> keys,
        String jws) {

    /** The registrar's side: signs a statement. The payload holds every claim but v, iss and iat. */
    public static AgencyStatement sign(String registrar, ObjectNode claims, Instant now, SigningKey registrarKey) {
        throw new UnsupportedOperationException("contract");
    }

    /** Reads and verifies against the pinned registrars; anything else is refused ({@code unknown-key}, {@code signature}). */
    public static AgencyStatement verify(String compact, TrustAnchors trust) throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }
}
