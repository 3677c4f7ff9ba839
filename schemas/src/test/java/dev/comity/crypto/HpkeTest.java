package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealing to a public key (RFC 9180): only its holder opens, and only what was sealed. */
class HpkeTest {

    private static final byte[] INFO = bytes("test");
    private static final byte[] AAD = bytes("header");
    private static final byte[] TEXT = bytes("what nobody else may read");
    private static final HpkeSuite SUITE = HpkeRecipient.SUITE;
    private static final HpkeKey KEY = HpkeKey.generate();

    @TempDir
    Path folder;

    /** RFC 9180 A.2.1, the first encryption: the numbers of the suite that was used before. */
    @Test
    void opensTheExampleOfTheRfc() {
        HpkeKey key = HpkeKey.of(hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"));
        byte[] sealed = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
                + "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");

        var opened = key.open(HpkeSuite.CHACHA20_POLY1305, bytes("Ode on a Grecian Urn"), bytes("Count-0"), sealed);

        assertThat(opened)
                .hasValueSatisfying(text -> assertThat(text).asString().isEqualTo("Beauty is truth, truth beauty"));
    }

    @Test
    void theHolderOpensWhatWasSealedAlsoAfterItsKeyRestedOnDisk() throws Exception {
        Path file = folder.resolve("key.pem");
        KEY.write(file);
        byte[] sealed = HpkeRecipient.of(KEY.recipient().jwk()).seal(INFO, AAD, TEXT);

        var opened = HpkeKey.read(file).open(SUITE, INFO, AAD, sealed);

        assertThat(opened).hasValue(TEXT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KEY.toString()).isEqualTo("private key of " + KEY.recipient().kid());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 4_095, 4_096, 4_097, 8_192, 8_193, 100_003})
    void textsOfAnyLengthOpen(int length) {
        byte[] text = Crypto.random(length);

        byte[] sealed = KEY.recipient().seal(INFO, AAD, text);

        assertThat(sealed).hasSize(32 + length + 16);
        assertThat(KEY.open(SUITE, INFO, AAD, sealed)).hasValue(text);
    }

    @Test
    void twoSealingsOfOneTextHaveNothingInCommon() {
        assertThat(KEY.recipient().seal(INFO, AAD, TEXT))
                .isNotEqualTo(KEY.recipient().seal(INFO, AAD, TEXT));
    }

    enum Change {
        CIPHERTEXT {
            @Override
            boolean opens(byte[] sealed) {
                sealed[40] ^= 1;
                return KEY.open(SUITE, INFO, AAD, sealed).isPresent();
            }
        },
        TAG {
            @Override
            boolean opens(byte[] sealed) {
                sealed[sealed.length - 1] ^= 1;
                return KEY.open(SUITE, INFO, AAD, sealed).isPresent();
            }
        },
        ENCAPSULATED_KEY {
            @Override
            boolean opens(byte[] sealed) {
                sealed[0] ^= 1;
                return KEY.open(SUITE, INFO, AAD, sealed).isPresent();
            }
        },
        ENCAPSULATED_KEY_OF_SMALL_ORDER {
            @Override
            boolean opens(byte[] sealed) {
                Arrays.fill(sealed, 0, 32, (byte) 0);
                return KEY.open(SUITE, INFO, AAD, sealed).isPresent();
            }
        },
        CUT_SHORT {
            @Override
            boolean opens(byte[] sealed) {
                return KEY.open(SUITE, INFO, AAD, Arrays.copyOf(sealed, sealed.length - 1))
                        .isPresent();
            }
        },
        NOTHING_LEFT {
            @Override
            boolean opens(byte[] sealed) {
                return KEY.open(SUITE, INFO, AAD, Arrays.copyOf(sealed, 20)).isPresent();
            }
        },
        LENGTHENED {
            @Override
            boolean opens(byte[] sealed) {
                return KEY.open(SUITE, INFO, AAD, Arrays.copyOf(sealed, sealed.length + 1))
                        .isPresent();
            }
        },
        ANOTHER_HEADER {
            @Override
            boolean opens(byte[] sealed) {
                return KEY.open(SUITE, INFO, bytes("another"), sealed).isPresent();
            }
        },
        ANOTHER_PURPOSE {
            @Override
            boolean opens(byte[] sealed) {
                return KEY.open(SUITE, bytes("another"), AAD, sealed).isPresent();
            }
        },
        ANOTHER_SUITE {
            @Override
            boolean opens(byte[] sealed) {
                return KEY.open(HpkeSuite.CHACHA20_POLY1305, INFO, AAD, sealed).isPresent();
            }
        },
        ANOTHER_KEY {
            @Override
            boolean opens(byte[] sealed) {
                return HpkeKey.generate().open(SUITE, INFO, AAD, sealed).isPresent();
            }
        };

        abstract boolean opens(byte[] sealed);
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsChangedDoesNotOpen(Change change) {
        assertThat(change.opens(KEY.recipient().seal(INFO, AAD, TEXT))).isFalse();
    }

    @Test
    void sealsToNoPointOfSmallOrderAndToNoPrivateKey() {
        var zero = KEY.recipient().jwk().put("x", Base64Url.encode(new byte[32]));
        var secret = KEY.recipient().jwk().put("d", Base64Url.encode(new byte[32]));

        assertThatThrownBy(() -> HpkeRecipient.of(zero).seal(INFO, AAD, TEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HpkeRecipient.of(secret)).hasMessageContaining("private key");
    }

    @Test
    void aSigningKeyIsNoKeyToOpenWith() throws Exception {
        Path file = folder.resolve("sign.pem");
        SigningKey.generate(KeyAlgorithm.ED25519).write(file);

        assertThatThrownBy(() -> HpkeKey.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("X25519");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
