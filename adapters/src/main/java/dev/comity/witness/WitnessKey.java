package dev.comity.witness;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that an agency cosigns checkpoints with, {@code keys/witness.pem}. */
public final class WitnessKey {

    private WitnessKey() {}

    public static Path file(Path agencyFolder) {
        return agencyFolder.resolve("keys/witness.pem");
    }

    /** Reads the key; where there is none, makes it together with its empty memory. */
    public static SigningKey obtain(Path agencyFolder) throws IOException {
        Path pem = file(agencyFolder);
        if (!Files.exists(pem)) {
            SigningKey key = SigningKey.generate(KeyAlgorithm.ED25519);
            // The memory first: a key that lies there without one counts as a key that has lost it.
            SeenCheckpoints.begin(agencyFolder, key.verificationKey().kid());
            Files.createDirectories(pem.getParent());
            key.write(pem);
        }
        return SigningKey.read(pem);
    }

    /** The name under which an agency cosigns. */
    public static String name(String agency) {
        return agency + "/witness";
    }
}
