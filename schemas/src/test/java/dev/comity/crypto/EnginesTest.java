package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnginesTest {

    private static final byte[] MESSAGE = "a record".getBytes(StandardCharsets.UTF_8);

    @Test
    void correttoLoadsOnTheMachineThatItIsBuiltFor() {
        assumeThat(System.getProperty("os.name") + System.getProperty("os.arch"))
                .isEqualTo("Linuxamd64");

        assertThat(CorrettoEngine.load()).isPresent();
        assertThat(Crypto.provider()).startsWith("Amazon Corretto Crypto Provider 2.");
    }

    @Property(tries = 30)
    void whatOneEngineSignsTheOtherVerifies(@ForAll KeyAlgorithm algorithm, @ForAll byte[] message) {
        byte[] secret = algorithm == KeyAlgorithm.ED25519 ? Crypto.random(32) : P256.generate();
        for (SignatureEngine signer : Engines.all().toList()) {
            byte[] signature = SigningKey.of(signer, algorithm, secret).sign(message);
            for (SignatureEngine verifier : Engines.all().toList()) {
                VerificationKey key = SigningKey.of(verifier, algorithm, secret).verificationKey();
                assertThat(key.verify(message, signature)).isTrue();
                assertThat(key.verify(Arrays.copyOf(message, message.length + 1), signature))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.comity.crypto.Engines#all")
    void aSignatureOfAnotherLengthIsRefused(SignatureEngine engine) {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            SigningKey key = SigningKey.of(engine, algorithm, P256.generate());
            byte[] signature = key.sign(MESSAGE);

            assertThat(key.verificationKey().verify(MESSAGE, Arrays.copyOf(signature, 65)))
                    .isFalse();
            assertThat(key.verificationKey().verify(MESSAGE, Arrays.copyOf(signature, 63)))
                    .isFalse();
            assertThat(key.verificationKey().verify(MESSAGE, new byte[0])).isFalse();
            assertThat(key.verificationKey().verify(MESSAGE, new byte[64])).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneKeySignsAndVerifiesInManyThreads(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> task = () -> IntStream.range(0, 50)
                    .allMatch(i -> key.verificationKey().verify(new byte[i], key.sign(new byte[i])));

            var results =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> task).toList());

            for (var result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
