package dev.comity.decision;

import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import java.time.Instant;

/**
 * The key that signed a request, as the directory knows it; the signature itself was verified before.
 *
 * @param agency whose key it is
 * @param use what the registrar certified it for
 * @param valid whether it was valid when the request came
 */
public record Signer(String agency, KeyUse use, boolean valid) {

    /** @param at when the request came */
    public static Signer of(DirectoryKey key, Instant at) {
        return new Signer(key.agency(), key.use(), key.validAt(at));
    }
}
