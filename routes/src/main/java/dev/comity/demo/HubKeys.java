package dev.comity.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.MlDsaSigningKey;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The hub's keys. */
record HubKeys(SigningKey deliver, SigningKey log, MlDsaSigningKey mldsa) {

    /** Reads them, and makes those that are missing. */
    static HubKeys obtain(Path hubFolder) throws IOException {
        Path keys = hubFolder.resolve("keys");
        return new HubKeys(
                KeyFiles.signing(keys.resolve("deliver.pem")),
                KeyFiles.signing(keys.resolve("log.pem")),
                KeyFiles.mldsa(keys.resolve("log-mldsa.pem")));
    }

    /** What the registrar certifies. */
    Map<KeyUse, ObjectNode> publicKeys() {
        Map<KeyUse, ObjectNode> keys = new EnumMap<>(KeyUse.class);
        keys.put(KeyUse.DELIVER, deliver.verificationKey().jwk());
        keys.put(KeyUse.LOG, log.verificationKey().jwk());
        return keys;
    }
}
