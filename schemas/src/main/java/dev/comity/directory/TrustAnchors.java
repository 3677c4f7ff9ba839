package dev.comity.directory;

import dev.comity.crypto.VerificationKey;
import dev.comity.log.VerifierKey;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code trust.yaml}: what its owner, an auditor or an agency, trusts before it looks at anything else.
 *
 * @param registrars id to key
 * @param logs every log of every hub node; others are refused
 * @param witnesses whose cosignatures count
 * @param quorum how many witnesses must have cosigned a checkpoint; 0 means that the time is not judged
 * @param hubs hub id to registrar id
 */
public record TrustAnchors(
        Map<String, VerificationKey> registrars,
        List<TrustedLog> logs,
        List<TrustedWitness> witnesses,
        int quorum,
        Map<String, String> hubs) {

    /** @param mldsa verifier key of the ML-DSA-44 cosigner, or empty text if there is none */
    public record TrustedLog(String origin, VerifierKey vkey, String mldsa, int line) {}

    public record TrustedWitness(String agency, VerifierKey vkey, int line) {}

    /**
     * @param problems gets everything wrong in the file, with positions; if any is an error the result must not be used
     * @throws IOException if the file cannot be read
     */
    public static TrustAnchors load(Path file, List<Problem> problems) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** The file's text, in the format that {@link #load} reads. */
    public String toYaml() {
        throw new UnsupportedOperationException("contract");
    }
}
