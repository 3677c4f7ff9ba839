package dev.comity.hub;

import dev.comity.crypto.MlDsaSigningKey;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import dev.comity.log.LogSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The hub's private keys; the first two are certified by the registrar for their one use, the third stands in trust.yaml.
 *
 * @param deliver signs delivery statements and receipts
 * @param log signs checkpoints
 * @param mldsa cosigns checkpoints, where the hub has such a key
 */
record HubKeys(SigningKey deliver, SigningKey log, Optional<MlDsaSigningKey> mldsa) {

    /** @throws IOException if a key cannot be read, or is not in the directory for this hub and use, valid now */
    static HubKeys read(Path folder, String hub, Directory directory, Clock clock) throws IOException {
        return new HubKeys(
                key(folder.resolve("deliver.pem"), hub, KeyUse.DELIVER, directory, clock),
                key(folder.resolve("log.pem"), hub, KeyUse.LOG, directory, clock),
                mldsa(folder.resolve("log-mldsa.pem")));
    }

    private static Optional<MlDsaSigningKey> mldsa(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(MlDsaSigningKey.read(file)) : Optional.empty();
    }

    LogSigner logSigner(String origin, Clock clock) {
        return new LogSigner(origin, log, mldsa, clock);
    }

    private static SigningKey key(Path file, String hub, KeyUse use, Directory directory, Clock clock)
            throws IOException {
        SigningKey key = SigningKey.read(file);
        boolean certified = directory.keys(hub, use).stream()
                .anyMatch(held -> held.kid().equals(key.verificationKey().kid()) && held.validAt(clock.instant()));
        if (!certified) {
            throw new IOException(
                    "%s: no registrar's statement certifies this key to '%s' for use '%s' now. Nothing was started; have the"
                                    .formatted(file, hub, use.code())
                            + " registrar certify it, or put the certified key here.");
        }
        return key;
    }
}
