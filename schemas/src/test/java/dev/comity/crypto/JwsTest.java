package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JwsTest {

    private static final SigningKey KEY = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final ObjectNode PAYLOAD = Json.object().put("v", 1).put("name", "王");
    private static final String SIGNED =
            Jws.sign("comity-test+jwt", PAYLOAD, KEY).compact();
    private static final String[] PARTS = SIGNED.split("\\.");
    private static final String HEADER = new String(Base64Url.decode(PARTS[0]), StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void whatIsSignedIsReadBackAndVerified(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        Jws signed = Jws.sign("comity-test+jwt", PAYLOAD, key);

        Jws read = Jws.parse(signed.compact(), 1000);

        assertThat(read.payload()).isEqualTo(PAYLOAD);
        assertThat(read.alg()).isEqualTo(algorithm.jose());
        assertThat(read.verify("comity-test+jwt", key.verificationKey())).isTrue();
        assertThat(read.verify("comity-other+jwt", key.verificationKey())).isFalse();
        assertThat(read.verify("comity-test+jwt", SigningKey.generate(algorithm).verificationKey()))
                .isFalse();
        assertThat(signed.verify("comity-test+jwt", key.verificationKey())).isTrue();
    }

    @Test
    void theHeaderHoldsAlgKidAndTypInThisOrder() {
        assertThat(HEADER)
                .isEqualTo("{\"alg\":\"Ed25519\",\"kid\":\""
                        + KEY.verificationKey().kid() + "\",\"typ\":\"comity-test+jwt\"}");
    }

    @Test
    void aKeyOfAnotherAlgorithmUnderTheSameIdIsNotAsked() throws Exception {
        String header = HEADER.replace("Ed25519", "ES256");

        Jws read = Jws.parse(encode(header) + "." + PARTS[1] + "." + PARTS[2], 1000);

        assertThat(read.verify("comity-test+jwt", KEY.verificationKey())).isFalse();
    }

    @Test
    void everyChangeOfOneBitIsRefused() {
        byte[] text = SIGNED.getBytes(StandardCharsets.US_ASCII);
        for (int bit = 0; bit < text.length * 8; bit++) {
            byte[] changed = text.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(holds(new String(changed, StandardCharsets.ISO_8859_1)))
                    .as("bit " + bit)
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongForms")
    void aTextOfAnotherFormIsRefused(String what, String path, String compact) {
        RecordRefused refused = catchThrowableOfType(RecordRefused.class, () -> Jws.parse(compact, 1000));

        assertThat(refused).isNotNull();
        assertThat(refused.first().code())
                .hasToString(what.equals("longer than the limit") ? "too-large" : "malformed");
        assertThat(refused.first().path()).isEqualTo(path);
    }

    static Stream<Arguments> wrongForms() {
        String tail = "." + PARTS[1] + "." + PARTS[2];
        return Stream.of(
                Arguments.of("empty", "", ""),
                Arguments.of("two parts", "", PARTS[0] + "." + PARTS[1]),
                Arguments.of("four parts", "", SIGNED + ".AAAA"),
                Arguments.of("longer than the limit", "", SIGNED + "A".repeat(1000)),
                Arguments.of("white space before", "header", " " + SIGNED),
                Arguments.of("line feed after", "signature", SIGNED + "\n"),
                Arguments.of("padding in the header", "header", PARTS[0] + "==" + tail),
                Arguments.of("header that is no object", "header", encode("[]") + tail),
                Arguments.of("header without kid", "kid", encode("{\"alg\":\"Ed25519\",\"typ\":\"a\"}") + tail),
                Arguments.of("header without typ", "typ", encode("{\"alg\":\"Ed25519\",\"kid\":\"a\"}") + tail),
                Arguments.of("header without alg", "alg", encode("{\"kid\":\"a\",\"typ\":\"a\"}") + tail),
                Arguments.of(
                        "kid that is a number", "kid", encode("{\"alg\":\"Ed25519\",\"kid\":1,\"typ\":\"a\"}") + tail),
                Arguments.of("crit", "header", encode(HEADER.replace("}", ",\"crit\":[]}")) + tail),
                Arguments.of("embedded key", "header", encode(HEADER.replace("}", ",\"jwk\":{}}")) + tail),
                Arguments.of("alg twice", "header", encode(HEADER.replace("}", ",\"alg\":\"none\"}")) + tail),
                Arguments.of(
                        "header in UTF-16",
                        "header",
                        Base64Url.encode(HEADER.getBytes(StandardCharsets.UTF_16LE)) + tail),
                Arguments.of("text after the header", "header", encode(HEADER + " {}") + tail),
                Arguments.of("payload that is no object", "payload", PARTS[0] + "." + encode("1") + "." + PARTS[2]),
                Arguments.of("claim twice", "payload", PARTS[0] + "." + encode("{\"v\":1,\"v\":1}") + "." + PARTS[2]),
                Arguments.of("NaN", "payload", PARTS[0] + "." + encode("{\"v\":NaN}") + "." + PARTS[2]),
                Arguments.of(
                        "payload not UTF-8",
                        "payload",
                        PARTS[0] + "."
                                + Base64Url.encode(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'})
                                + "." + PARTS[2]),
                Arguments.of("empty payload", "payload", PARTS[0] + ".." + PARTS[2]),
                Arguments.of("signature not canonical", "signature", PARTS[0] + "." + PARTS[1] + ".AB"));
    }

    private static boolean holds(String compact) {
        try {
            return Jws.parse(compact, 1000).verify("comity-test+jwt", KEY.verificationKey());
        } catch (RecordRefused e) {
            return false;
        }
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
