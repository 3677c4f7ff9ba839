package dev.comity.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import dev.comity.witness.WitnessKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The keys of one agency, in its own folder: one a use, so that none can do what another may. */
public record AgencyKeys(
        SigningKey seal,
        SigningKey ack,
        SigningKey agree,
        SigningKey witness,
        PseudonymKey pseudonym,
        char[] brokerPassword) {

    /** Reads them, and makes those that are missing. */
    public static AgencyKeys obtain(Path agencyFolder) throws IOException {
        Path keys = agencyFolder.resolve("keys");
        return new AgencyKeys(
                KeyFiles.signing(keys.resolve("seal.pem")),
                KeyFiles.signing(keys.resolve("ack.pem")),
                KeyFiles.signing(keys.resolve("agree.pem")),
                WitnessKey.obtain(agencyFolder),
                KeyFiles.pseudonym(keys.resolve("pseudonym.pem")),
                KeyFiles.password(keys.resolve("broker.password")));
    }

    /** What the registrar certifies. */
    public Map<KeyUse, ObjectNode> publicKeys() {
        Map<KeyUse, ObjectNode> keys = new EnumMap<>(KeyUse.class);
        keys.put(KeyUse.SEAL, seal.verificationKey().jwk());
        keys.put(KeyUse.ACK, ack.verificationKey().jwk());
        keys.put(KeyUse.AGREE, agree.verificationKey().jwk());
        keys.put(KeyUse.WITNESS, witness.verificationKey().jwk());
        keys.put(KeyUse.PSEUDONYM, pseudonym.jwk());
        return keys;
    }
}
