package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.VerificationKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code keys} of a registrar's statement. */
final class DirectoryKeyClaims {

    private DirectoryKeyClaims() {}

    /** Problems are left in the claims; a key that has one is left out of the result. */
    static List<DirectoryKey> read(String agency, Claims statement) {
        List<DirectoryKey> keys = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        for (Claims claims : statement.objects("keys")) {
            readOne(agency, claims).ifPresent(key -> {
                // One key, one use: a key with two would carry a signature from one scope into the other.
                if (!kids.add(key.kid())) {
                    claims.malformed("jwk", "this key stands here twice; each use needs a key of its own");
                }
                keys.add(key);
            });
        }
        return keys;
    }

    private static Optional<DirectoryKey> readOne(String agency, Claims claims) {
        ObjectNode jwk = claims.raw("jwk");
        Optional<KeyUse> use = KeyUse.of(claims.text("use"));
        Set<String> records = Set.copyOf(new HashSet<>(claims.texts("records")));
        String holder = claims.text("holder");
        Instant from = claims.time("nbf");
        Instant until = claims.time("exp");
        claims.close();
        if (claims.clean() && until.isBefore(from)) {
            claims.malformed("exp", "ends before it begins");
        }
        if (use.isEmpty()) {
            claims.malformed("use", "expected one of the uses of a key");
            return Optional.empty();
        }
        try {
            return Optional.of(key(agency, jwk, use.get(), records, holder, from, until));
        } catch (IllegalArgumentException e) {
            claims.malformed("jwk", e.getMessage());
            return Optional.empty();
        }
    }

    private static DirectoryKey key(
            String agency,
            ObjectNode jwk,
            KeyUse use,
            Set<String> records,
            String holder,
            Instant from,
            Instant until) {
        if (use == KeyUse.PSEUDONYM) {
            String kid = PseudonymKey.checkPublic(jwk);
            return new DirectoryKey(agency, kid, jwk, Optional.empty(), use, records, holder, from, until);
        }
        VerificationKey key = VerificationKey.fromJwk(jwk);
        return new DirectoryKey(agency, key.kid(), jwk, Optional.of(key), use, records, holder, from, until);
    }
}
