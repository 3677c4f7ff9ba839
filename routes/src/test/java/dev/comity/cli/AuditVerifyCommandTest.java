package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.command.ExitCode;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedLog;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.TileLog;
import dev.comity.log.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor is told, and with which exit code. */
class AuditVerifyCommandTest {

    private static final String ORIGIN = "hub.example.gov/log/1";

    @TempDir
    private Path folder;

    private Path log;
    private Path trust;
    private final SigningKey key = SigningKey.generate(KeyAlgorithm.ED25519);

    @BeforeEach
    void aLogOfThreeHundredEntries() throws IOException {
        log = folder.resolve("log");
        try (TileLog open = TileLog.open(log, ORIGIN, key)) {
            open.append(IntStream.range(0, 300)
                    .mapToObj(AuditVerifyCommandTest::entry)
                    .toList());
        }
        trust = trustFile("trust.yaml", key);
    }

    @Test
    void aLogAsItWasSignedIsVerified() {
        Invocation run = verify(trust);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("VERIFIED").contains(ORIGIN).contains("300 entries");
    }

    @Test
    void aChangedByteIsFalseAndTheFirstBadEntryIsNamed() throws IOException {
        flipLastByte(log.resolve("tile/entries/000"));

        Invocation run = verify(trust);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).startsWith("FALSE").contains("Entry 255 is the first that cannot be trusted.");
    }

    @Test
    void aKeyThatNobodyTrustsIsIndeterminate() throws IOException {
        Path other = trustFile("other.yaml", SigningKey.generate(KeyAlgorithm.ED25519));

        Invocation run = verify(other);

        assertThat(run.exitCode()).isEqualTo(ExitCode.INDETERMINATE);
        assertThat(run.out()).startsWith("INDETERMINATE");
    }

    @Test
    void indeterminateFailsWhereTheCallerIsStrict() throws IOException {
        Path other = trustFile("other.yaml", SigningKey.generate(KeyAlgorithm.ED25519));

        Invocation run = verify(other, "--strict");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).startsWith("INDETERMINATE");
    }

    @Test
    void aTrustFileWithMistakesIsUnreadableAndEachIsListedWithItsPlace() throws IOException {
        Files.writeString(trust, Files.readString(trust).replace("quorum: 0", "quorum: many\nextra: 1"));

        Invocation run = verify(trust);

        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(run.err())
                .contains("2 problems")
                .containsPattern("trust.yaml:\\d+:\\d+  ")
                .contains("'extra'");
    }

    @Test
    void aMachineGetsTheSameAnswer() throws Exception {
        flipLastByte(log.resolve("tile/0/000"));

        Invocation run = verify(trust, "-o", "json");

        JsonNode report = Json.parse(run.out());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(report.path("verdict").asText()).isEqualTo("false");
        assertThat(report.path("exitCode").asInt()).isEqualTo(ExitCode.FAILED);
        assertThat(report.path("checks")).anySatisfy(check -> {
            assertThat(check.path("id").asText()).isEqualTo("log.tiles");
            assertThat(check.path("status").asText()).isEqualTo("fail");
        });
        assertThat(report.path("trust").path("quorum").asInt(-1)).isZero();
        assertThat(report.path("tool").path("name").asText()).isEqualTo("comity");
    }

    private Invocation verify(Path trustFile, String... more) {
        var words =
                new java.util.ArrayList<>(List.of("audit", "verify", log.toString(), "--trust", trustFile.toString()));
        words.addAll(List.of(more));
        return Invocation.of(words.toArray(String[]::new));
    }

    private Path trustFile(String name, SigningKey logKey) throws IOException {
        var trusted = new TrustedLog(ORIGIN, VerifierKey.ofLog(ORIGIN, logKey.verificationKey()), "", 0);
        var anchors = new TrustAnchors(Map.of(), List.of(trusted), List.of(), 0, Map.of());
        return Files.writeString(folder.resolve(name), anchors.toYaml());
    }

    private static byte[] entry(int number) {
        var members = Json.object()
                .put("time", "2026-10-01T08:%02d:%02dZ".formatted(number / 60, number % 60))
                .put("provider", "civil-affairs")
                .put("submission", "x".repeat(43));
        members.putArray("reasons").addObject().put("code", "malformed").put("path", "");
        return Entry.of(Entry.Kind.REFUSED, members).bytes();
    }

    private static void flipLastByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }
}
