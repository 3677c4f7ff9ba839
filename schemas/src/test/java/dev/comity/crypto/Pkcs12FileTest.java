package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that OpenSSL wrote, as an agency's own people would make them. */
class Pkcs12FileTest {

    private static final String PASSWORD = "a password of the file";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void readsTheSameKeyAsThePemFileThatItWasMadeFrom(KeyAlgorithm algorithm) throws Exception {
        // Given
        SigningKey key = SigningKey.generate(algorithm);
        Path file = pkcs12Of(key);

        // When
        SigningKey read = SigningKey.readPkcs12(file, PASSWORD.toCharArray());

        // Then
        assertThat(read.verificationKey().jwk()).isEqualTo(key.verificationKey().jwk());
        assertThat(key.verificationKey().verify(new byte[] {1}, read.sign(new byte[] {1})))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotReadWithAnotherPasswordAndSaysNothingOfTheKey(KeyAlgorithm algorithm) throws Exception {
        // Given
        Path file = pkcs12Of(SigningKey.generate(algorithm));

        // Then
        assertThatThrownBy(() -> SigningKey.readPkcs12(file, "another".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.p12: expected one private key")
                .hasNoCause();
    }

    private Path pkcs12Of(SigningKey key) throws Exception {
        Path pem = folder.resolve("key.pem");
        Path file = folder.resolve("key.p12");
        key.write(pem);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        assumeTrue(hasOpenSsl(), "needs openssl");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-nocerts",
                        "-inkey",
                        pem.toString(),
                        "-name",
                        "seal",
                        "-passout",
                        "file:" + password,
                        "-out",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(openssl.waitFor()).isZero();
        return file;
    }

    private static boolean hasOpenSsl() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
