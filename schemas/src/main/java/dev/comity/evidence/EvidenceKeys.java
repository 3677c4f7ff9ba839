package dev.comity.evidence;

import dev.comity.crypto.HpkeKey;
import dev.comity.crypto.HpkeRecipient;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The two folders of keys, one key a month: the hub's, {@code <month>.jwk} with public halves alone, and the auditors',
 * {@code evidence-<month>.pem}. A month without a key keeps no evidence.
 */
public final class EvidenceKeys {

    private static final int MAX_BYTES = 4 * 1024;

    private EvidenceKeys() {}

    public static Path publicFile(Path folder, EvidencePeriod period) {
        return folder.resolve(period + ".jwk");
    }

    public static Path privateFile(Path folder, EvidencePeriod period) {
        return folder.resolve("evidence-" + period + ".pem");
    }

    /**
     * The key that a month's evidence is sealed to; empty if there is none.
     *
     * @throws IOException if the file is there and is not one public key; the message tells nothing of its content
     */
    public static Optional<HpkeRecipient> recipient(Path folder, EvidencePeriod period) throws IOException {
        Path file = publicFile(folder, period);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": too long for a public key");
        }
        try {
            return Optional.of(HpkeRecipient.of(Json.parse(Files.readAllBytes(file))));
        } catch (MalformedJson | IllegalArgumentException e) {
            throw new IOException(file + ": expected one public key of X25519 as a JWK, without its private part");
        }
    }

    /** The private half of a month's key; empty if it is not there, for instance because it was destroyed. */
    public static Optional<HpkeKey> holder(Path folder, EvidencePeriod period) throws IOException {
        Path file = privateFile(folder, period);
        return Files.exists(file) ? Optional.of(HpkeKey.read(file)) : Optional.empty();
    }
}
