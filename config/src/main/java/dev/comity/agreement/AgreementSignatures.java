package dev.comity.agreement;

import dev.comity.config.Configuration;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * {@code NAME.signatures.json} beside {@code NAME.yaml}: {@code {"v":1,"signatures":[{"agency":"...","jws":"..."}]}}. Each
 * signature is a {@code comity-agreement+jws} over a small statement that pins the SHA-256 of the agreement file's bytes, its id and
 * version, the digest of the version before it, and the digests of schema, purpose and derivations.
 */
public final class AgreementSignatures {

    private AgreementSignatures() {}

    /** Adds or replaces one agency's signature in the file beside the agreement, durably. */
    public static void sign(
            Agreement agreement, Configuration configuration, String agency, SigningKey key, Instant now)
            throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Where an agreement's signatures lie. */
    public static Path fileOf(Path agreementFile) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * Requires both agencies' signatures by keys whose use is {@code agree}, over exactly these bytes and pins.
     *
     * @throws RecordRefused {@code agreement-not-in-force} with every reason
     */
    public static void verify(Agreement agreement, Configuration configuration, Directory directory, Instant at)
            throws RecordRefused, IOException {
        throw new UnsupportedOperationException("contract");
    }
}
