package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ML-DSA-44 as others published it, and its private key on disk. */
class MlDsaTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    /** Those with a context are left out: cosignatures have none, so no code here could pass one. */
    @Test
    void everyVerdictWithoutContextIsTheOneThatWycheproofPublished() throws Exception {
        List<String> different = new ArrayList<>();
        int tests = 0;
        for (JsonNode group :
                Vectors.json("wycheproof/mldsa_44_verify_test.json").get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                if (test.path("ctx").asText().isEmpty()) {
                    boolean holds = holds(
                            HEX.parseHex(group.get("publicKey").textValue()),
                            HEX.parseHex(test.get("msg").textValue()),
                            HEX.parseHex(test.get("sig").textValue()));
                    if (holds != test.get("result").textValue().equals("valid")) {
                        different.add(
                                test.get("tcId") + " " + test.get("comment").textValue());
                    }
                    tests++;
                }
            }
        }

        assertThat(different).isEmpty(); // no exceptions
        assertThat(tests).isEqualTo(173);
    }

    private static boolean holds(byte[] key, byte[] message, byte[] signature) {
        try {
            return new MlDsaVerificationKey(key).verify(message, signature);
        } catch (IllegalArgumentException wrongLength) {
            return false;
        }
    }

    @Test
    void theExampleOfTheCoseWorkingGroupHoldsAndItsSeedGivesItsPublicKey() throws Exception {
        JsonNode example = Vectors.json("jose-mldsa/ML_DSA_44.jose.json");
        byte[] publicKey = HEX.parseHex(example.get("raw_public_key").textValue());
        byte[] message = HEX.parseHex(example.get("raw_to_be_signed").textValue());
        byte[] signature = HEX.parseHex(example.get("raw_signature").textValue());
        MlDsaSigningKey own =
                MlDsaSigningKey.ofSeed(HEX.parseHex(example.get("priv").textValue()));

        assertThat(own.verificationKey().raw()).isEqualTo(publicKey);
        assertThat(own.verificationKey().verify(message, signature)).isTrue();
        message[0] ^= 1;
        assertThat(own.verificationKey().verify(message, signature)).isFalse();
    }

    @Test
    void aSignatureHoldsForItsMessageAndKeyOnlyAndIsDifferentEachTime() {
        MlDsaSigningKey key = MlDsaSigningKey.generate();
        byte[] signature = key.sign(MESSAGE);

        assertThat(key.verificationKey().verify(MESSAGE, signature)).isTrue();
        assertThat(key.verificationKey().verify(new byte[0], signature)).isFalse();
        assertThat(MlDsaSigningKey.generate().verificationKey().verify(MESSAGE, signature))
                .isFalse();
        assertThat(key.sign(MESSAGE)).isNotEqualTo(signature);
    }

    @Test
    void aPrivateKeyIsReadAsItWasWrittenReadableByItsOwnerAloneAndNeverReplaced() throws IOException {
        MlDsaSigningKey key = MlDsaSigningKey.generate();
        Path pem = folder.resolve("log-mldsa.pem");
        key.write(pem);

        MlDsaSigningKey read = MlDsaSigningKey.read(pem);

        assertThat(read.verificationKey()).isEqualTo(key.verificationKey());
        assertThat(key.verificationKey().verify(MESSAGE, read.sign(MESSAGE))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pem)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> key.write(pem)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(key.toString()).isEqualTo("private key of ML-DSA-44");
    }

    @Test
    void aKeyOfAnotherAlgorithmIsRefusedByName() throws IOException {
        Path pem = folder.resolve("seal.pem");
        SigningKey.generate(KeyAlgorithm.ED25519).write(pem);

        assertThatThrownBy(() -> MlDsaSigningKey.read(pem))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a key of ML-DSA-44");
    }
}
