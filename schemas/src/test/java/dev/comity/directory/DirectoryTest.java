package dev.comity.directory;

import static dev.comity.directory.SampleDirectory.FROM;
import static dev.comity.directory.SampleDirectory.NOW;
import static dev.comity.directory.SampleDirectory.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {

    private static final Instant EARLIER = Instant.parse("2026-06-01T00:00:00Z");

    private final SampleDirectory sample = new SampleDirectory();
    private final SigningKey newSeal = SigningKey.generate(KeyAlgorithm.ES256);

    @TempDir
    Path folder;

    @Test
    void theLaterStatementCountsAndTheRetiredKeyStaysKnownUntilThen() {
        AgencyStatement first = sample.sign("housing", 1, FROM, key(sample.seal, "seal"));
        AgencyStatement second = sample.sign("housing", 2, EARLIER, key(newSeal, "seal"));

        Directory directory = Directory.of(List.of(second, first));

        assertThat(directory.agency("housing")).contains(second);
        assertThat(directory.keys("housing", KeyUse.SEAL))
                .extracting(DirectoryKey::kid)
                .containsExactly(newSeal.verificationKey().kid());
        DirectoryKey retired =
                directory.key(sample.seal.verificationKey().kid()).orElseThrow();
        assertThat(retired.validAt(EARLIER)).isTrue();
        assertThat(retired.validAt(NOW)).isFalse();
    }

    @Test
    void aKeyThatStaysKeepsTheValidityOfTheLaterStatement() {
        AgencyStatement first = sample.sign("housing", 1, FROM, key(sample.seal, "seal"));
        AgencyStatement second = sample.sign("housing", 2, EARLIER, key(newSeal, "seal"), key(sample.seal, "seal"));

        Directory directory = Directory.of(List.of(first, second));

        assertThat(directory
                        .key(sample.seal.verificationKey().kid())
                        .orElseThrow()
                        .validAt(NOW))
                .isTrue();
    }

    @Test
    void whoIsNotCertifiedIsUnknown() {
        Directory directory = SampleDirectory.usual().directory();

        assertThat(directory.agency("housing")).isEmpty();
        assertThat(directory.key("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")).isEmpty();
        assertThat(directory.keys("housing", KeyUse.SEAL)).isEmpty();
        assertThat(directory.keys("civil-affairs", KeyUse.AGREE)).isEmpty();
    }

    @Test
    void statementsThatContradictEachOtherAreRefused() {
        AgencyStatement housing = sample.sign("housing", 1, NOW, key(sample.seal, "seal"));

        refuses("the number 1", housing, sample.sign("housing", 1, NOW, key(newSeal, "seal")));
        refuses("one key is certified", housing, sample.sign("transport", 1, NOW, key(sample.seal, "seal")));
        refuses("one key is certified", housing, sample.sign("housing", 2, NOW, key(sample.seal, "agree")));
    }

    @Test
    void oneStatementTwiceIsNoContradiction() {
        AgencyStatement housing = sample.sign("housing", 1, NOW, key(sample.seal, "seal"));

        assertThat(Directory.of(List.of(housing, housing))
                        .key(sample.seal.verificationKey().kid())
                        .orElseThrow()
                        .validAt(SampleDirectory.UNTIL))
                .isTrue();
    }

    @Test
    void whatDoesNotVerifyIsLeftOutAndSaid() throws Exception {
        Files.writeString(
                folder.resolve("a-housing.jwt"),
                sample.sign("housing", 1, NOW, key(sample.seal, "seal")).jws() + "\n");
        Files.writeString(
                folder.resolve("b-forged.jwt"),
                AgencyStatement.sign("city-registrar", SampleDirectory.claims("police", 1), NOW, newSeal)
                        .jws());
        Files.writeString(
                folder.resolve("c-contradiction.jwt"),
                sample.sign("housing", 1, NOW).jws());
        Files.writeString(folder.resolve("d-nonsense.jwt"), "not a statement");
        Files.writeString(folder.resolve("e-long.jwt"), "a".repeat(AgencyStatement.MAX_BYTES + 100));
        Files.writeString(
                folder.resolve("f-transport.jwt"),
                sample.sign("transport", 1, NOW).jws());
        Files.writeString(folder.resolve("notes.txt"), "not read");
        List<Problem> problems = new ArrayList<>();

        Directory directory = Directory.load(folder, sample.trust(), problems);

        assertThat(directory.agencies()).containsOnlyKeys("housing", "transport");
        assertThat(directory.key(sample.seal.verificationKey().kid())).isPresent();
        assertThat(problems).hasSize(4).allMatch(Problem::isError);
        assertThat(problems)
                .extracting(p -> Path.of(p.file()).getFileName().toString())
                .containsExactly("b-forged.jwt", "c-contradiction.jwt", "d-nonsense.jwt", "e-long.jwt");
        assertThat(problems.get(3).message()).contains("too-large");
    }

    private static void refuses(String message, AgencyStatement... statements) {
        assertThatThrownBy(() -> Directory.of(List.of(statements)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
