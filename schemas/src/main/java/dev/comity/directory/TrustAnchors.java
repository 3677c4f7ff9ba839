package dev.comity.directory;

import dev.comity.crypto.VerificationKey;
import dev.comity.log.VerifierKey;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * A log that is trusted.
     *
     * @param mldsa verifier key of the ML-DSA-44 cosigner, or empty text if there is none
     * @param line where it stands in the file; 0 if it was not read from one
     */
    public record TrustedLog(String origin, VerifierKey vkey, String mldsa, int line) {

        /** The key of the ML-DSA-44 cosigner, if there is one. */
        public Optional<VerifierKey> mldsaKey() {
            return mldsa.isEmpty() ? Optional.empty() : Optional.of(VerifierKey.parse(mldsa));
        }
    }

    /**
     * An agency whose cosignatures count.
     *
     * @param line where it stands in the file; 0 if it was not read from one
     */
    public record TrustedWitness(String agency, VerifierKey vkey, int line) {}

    public TrustAnchors {
        registrars = Collections.unmodifiableMap(new LinkedHashMap<>(registrars));
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
        hubs = Collections.unmodifiableMap(new LinkedHashMap<>(hubs));
        if (quorum < 0 || quorum > witnesses.size()) {
            throw new IllegalArgumentException("a quorum lies between 0 and the number of witnesses");
        }
    }

    /**
     * @param problems gets everything wrong in the file, with positions; if any is an error the result must not be used
     * @throws IOException if the file cannot be read
     */
    public static TrustAnchors load(Path file, List<Problem> problems) throws IOException {
        Optional<YamlNode> root = YamlDocument.parse(file.toString(), Files.readAllBytes(file), problems);
        return root.map(node -> new TrustFileReader(node, problems).read()).orElseGet(TrustAnchors::nothing);
    }

    /** The file's text, in the format that {@link #load} reads. */
    public String toYaml() {
        return TrustFileWriter.text(this);
    }

    /**
     * How many of n witnesses must cosign so that two different logs cannot both be shown while fewer than a third of the
     * witnesses are dishonest.
     */
    public static int usualQuorum(int witnesses) {
        return witnesses == 0 ? 0 : 2 * witnesses / 3 + 1;
    }

    /** Trusts nobody: the result where a file cannot be used. */
    static TrustAnchors nothing() {
        return new TrustAnchors(Map.of(), List.of(), List.of(), 0, Map.of());
    }
}
