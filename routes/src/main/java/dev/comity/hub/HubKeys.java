package dev.comity.hub;

import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The hub's two private keys, each certified by the registrar for its one use.
 *
 * @param deliver signs delivery statements and receipts
 * @param log signs checkpoints
 */
record HubKeys(SigningKey deliver, SigningKey log) {

    /** @throws IOException if a key cannot be read, or is not in the directory for this hub and use, valid now */
    static HubKeys read(Path folder, String hub, Directory directory, Clock clock) throws IOException {
        return new HubKeys(
                key(folder.resolve("deliver.pem"), hub, KeyUse.DELIVER, directory, clock),
                key(folder.resolve("log.pem"), hub, KeyUse.LOG, directory, clock));
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
