package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void theProviderIsNamedWithItsVersionAndIsNotTheJdks() {
        assertThat(Crypto.provider()).matches("(Amazon Corretto Crypto Provider|Bouncy Castle) [0-9]+\\.[0-9]+.*");
    }

    @Test
    void sha256RunsOverTheConcatenation() {
        byte[] hash = Crypto.sha256("a".getBytes(StandardCharsets.US_ASCII), "bc".getBytes(StandardCharsets.US_ASCII));

        assertThat(HEX.formatHex(hash)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void hkdfGivesTheKnownAnswersOfRfc5869() {
        byte[] first = Crypto.hkdfSha256(
                HEX.parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                HEX.parseHex("000102030405060708090a0b0c"),
                HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"),
                42);
        byte[] third = Crypto.hkdfSha256(
                HEX.parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), new byte[0], new byte[0], 42);

        assertThat(HEX.formatHex(first))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        assertThat(HEX.formatHex(third))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "AA==",
                "AAA=",
                "AB",
                "AAB",
                "A+AA",
                "A/AA",
                "AA A",
                "AAA\n",
                "AAA\u00e9",
                "=",
                "A=AA"
            })
    void base64urlThatIsNotCanonicalIsRefused(String text) {
        assertThatThrownBy(() -> Base64Url.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not ");
    }

    @Property(tries = 200)
    void everyBytesComeBackFromBase64url(@ForAll byte[] bytes) {
        assertThat(Base64Url.decode(Base64Url.encode(bytes))).isEqualTo(bytes);
    }
}
