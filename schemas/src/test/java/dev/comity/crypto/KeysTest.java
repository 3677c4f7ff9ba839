package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    /** RFC 8037 appendix A.1 and A.2. */
    private static final String RFC8037_D = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    private static final String RFC8037_JWK =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    private static final byte[] MESSAGE = "a record".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void thePublicKeyAndThumbprintOfRfc8037Follow() throws Exception {
        SigningKey key = SigningKey.of(Crypto.engine(), KeyAlgorithm.ED25519, Base64Url.decode(RFC8037_D));

        VerificationKey found = key.verificationKey();

        assertThat(found.jwk()).isEqualTo(Json.parse(RFC8037_JWK));
        assertThat(found.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"); // A.3
    }

    @Test
    void theSignatureOfRfc8037IsReproduced() {
        SigningKey key = SigningKey.of(Crypto.engine(), KeyAlgorithm.ED25519, Base64Url.decode(RFC8037_D));

        // A.4: the header there says EdDSA, the older name of the same algorithm.
        byte[] signature = key.sign(
                "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII));

        assertThat(Base64Url.encode(signature))
                .isEqualTo("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    }

    @Test
    void theSharedSecretOfRfc7748IsAgreedByBothSides() {
        // RFC 7748 section 6.1: the keys; the secret goes through HKDF, so both sides are compared.
        PseudonymKey alice = PseudonymKey.of(
                HexFormat.of().parseHex("77076d0a7318a57d3c16c17251b26645df4c1f1c4d0e5f2e8f6a9a5d5b5a2a2a"));
        PseudonymKey bob = PseudonymKey.generate();

        byte[] secret = alice.agree(bob.jwk(), "housing-deaths", 1);

        assertThat(secret).hasSize(32).isEqualTo(bob.agree(alice.jwk(), "housing-deaths", 1));
        assertThat(secret).isNotEqualTo(alice.agree(bob.jwk(), "housing-deaths", 2));
        assertThat(secret).isNotEqualTo(alice.agree(bob.jwk(), "transport-deaths", 1));
        assertThat(secret).isNotEqualTo(PseudonymKey.generate().agree(bob.jwk(), "housing-deaths", 1));
    }

    @Test
    void aPeerKeyThatGivesNoSecretIsRefused() {
        PseudonymKey key = PseudonymKey.generate();

        assertThatThrownBy(() -> key.agree(Jwk.writeX25519(new byte[32]), "a", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives no secret");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatWasWrittenIsReadBack(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        Path pem = folder.resolve("seal.pem");
        key.write(pem);

        SigningKey read = SigningKey.read(pem);

        assertThat(read.verificationKey()).isEqualTo(key.verificationKey());
        assertThat(key.verificationKey().verify(MESSAGE, read.sign(MESSAGE))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pem)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(pem); // no draft stays behind
        }
    }

    @Test
    void aPseudonymKeyThatWasWrittenIsReadBack() throws Exception {
        PseudonymKey key = PseudonymKey.generate();
        Path pem = folder.resolve("pseudonym.pem");
        key.write(pem);

        assertThat(PseudonymKey.read(pem).jwk()).isEqualTo(key.jwk());
        assertThatThrownBy(() -> SigningKey.read(pem)).hasMessageContaining("expected a key of Ed25519 or P-256");
    }

    @Test
    void aKeyFileIsNeverReplaced() throws Exception {
        Path pem = folder.resolve("seal.pem");
        SigningKey.generate(KeyAlgorithm.ED25519).write(pem);
        byte[] before = Files.readAllBytes(pem);

        assertThatThrownBy(() -> SigningKey.generate(KeyAlgorithm.ED25519).write(pem))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readAllBytes(pem)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v\n-----END PRIVATE KEY-----\n"
            })
    void aFileThatIsNoPrivateKeyIsRefusedWithItsName(String text) throws Exception {
        Path pem = Files.writeString(folder.resolve("bad.pem"), text);

        assertThatThrownBy(() -> SigningKey.read(pem))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("bad.pem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"key\"",
                "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                // one byte short; padded; not canonical; a number
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":11}",
                // points of small order: the neutral element, and one of order 2
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"7P_______________________________________38\"}",
                // a private key; a member outside the list; a kid that is not the thumbprint; another algorithm
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"x5u\":\"https://example.com\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"kid\":\"mine\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"alg\":\"ES256\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"use\":\"enc\"}",
                // not on the curve; without y
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a4\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}"
            })
    void whatIsNotAPublicKeyOfAKnownAlgorithmIsRefused(String jwk) {
        assertThatThrownBy(() -> VerificationKey.fromJwk(Json.parse(jwk))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyWithItsOwnKidUseAndAlgorithmIsRead() throws Exception {
        VerificationKey key = SigningKey.generate(KeyAlgorithm.ES256).verificationKey();

        var jwk = key.jwk().put("kid", key.kid()).put("use", "sig").put("alg", "ES256");

        assertThat(VerificationKey.fromJwk(jwk)).isEqualTo(key);
    }

    @Test
    void theTextOfAPrivateKeyHoldsNoSecret() {
        SigningKey key = SigningKey.of(Crypto.engine(), KeyAlgorithm.ED25519, Base64Url.decode(RFC8037_D));

        assertThat(key).hasToString("private key of kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
