package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in few bytes say all that the texts say. */
class CompactKeyTest {

    private static final String HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String DIGEST = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn-_A";
    private static final String UUID = "0198c2d1-5d0a-7c3e-8f00-0123456789ab";

    /** Texts that are nearly of a short form, beside those that are. */
    private static final List<String> TEXTS = List.of(
            "",
            "\n",
            "housing",
            "housing\n",
            HEX,
            HEX.toUpperCase(java.util.Locale.ROOT),
            HEX.substring(1),
            "housing\n" + HEX,
            "housin\n" + HEX,
            DIGEST.substring(1),
            "housing\n" + DIGEST.substring(1),
            "housing\n" + DIGEST.substring(1, 43) + "B",
            "housing\n" + DIGEST.substring(1, 43) + "+",
            UUID,
            "housing\n" + UUID,
            "housing\n" + UUID.replace('a', 'A'),
            "housing\n" + UUID.replace("-7", "7-"),
            "housing\nfrage-\u00e4\u4e2d");

    @Test
    void noTwoTextsHaveTheSameKeyAndEachComesBack() {
        // When
        Set<ByteBuffer> keys = new HashSet<>();
        for (String text : TEXTS) {
            byte[] key = CompactKey.of(text);
            assertThat(CompactKey.text(key)).isEqualTo(text);
            keys.add(ByteBuffer.wrap(key));
        }

        // Then
        assertThat(keys).hasSize(TEXTS.size());
    }

    @ParameterizedTest
    @CsvSource({HEX + ", 33", UUID + ", 17", "BCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn-_aA, 33"})
    void digestsAndIdsTakeTheBytesThatTheyStandFor(String id, int bytes) {
        // When
        byte[] key = CompactKey.of("housing\n" + id);

        // Then
        assertThat(key).hasSize(bytes + "housing\n".length());
    }
}
