package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.MlDsaSigningKey;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedLog;
import dev.comity.directory.TrustAnchors.TrustedWitness;
import dev.comity.log.Checkpoint.SignatureState;
import dev.comity.log.LogVerifier.LogVerdict;
import dev.comity.log.LogVerifier.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log with a key of ML-DSA-44 and three witnesses, of which two are needed. */
class CosignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:06:00Z");
    private static final MlDsaSigningKey MLDSA = MlDsaSigningKey.generate();
    private static final List<String> AGENCIES = List.of("civil-affairs", "housing", "transport");
    private static final Map<String, SigningKey> KEYS = Map.of(
            "civil-affairs", SigningKey.generate(KeyAlgorithm.ED25519),
            "housing", SigningKey.generate(KeyAlgorithm.ED25519),
            "transport", SigningKey.generate(KeyAlgorithm.ED25519));

    @TempDir
    Path folder;

    private Checkpoint plain;

    private static LogSigner signer() {
        return new LogSigner(SampleLog.ORIGIN, SampleLog.KEY, Optional.of(MLDSA), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static VerifierKey vkey(String agency) {
        return VerifierKey.ofWitness(agency + "/witness", KEYS.get(agency).verificationKey());
    }

    private static VerifierKey mldsaKey() {
        return VerifierKey.ofMlDsa(SampleLog.ORIGIN, MLDSA.verificationKey());
    }

    private static SignedNote.Line cosigned(String agency, Checkpoint checkpoint) {
        return Cosignature.sign(agency + "/witness", KEYS.get(agency), NOW, checkpoint);
    }

    private static TrustAnchors trust(int quorum) {
        return new TrustAnchors(
                Map.of(),
                List.of(new TrustedLog(
                        SampleLog.ORIGIN, SampleLog.vkey(), mldsaKey().toString(), 1)),
                AGENCIES.stream()
                        .map(agency -> new TrustedWitness(agency, vkey(agency), 1))
                        .toList(),
                quorum,
                Map.of());
    }

    @BeforeEach
    void writeLog() throws IOException {
        try (TileLog log = TileLog.open(folder, signer())) {
            log.append(SampleLog.entries(0, 300));
            plain = log.checkpoint();
            log.addCosignatures(plain, List.of(cosigned("civil-affairs", plain), cosigned("housing", plain)));
        }
    }

    private Checkpoint published() throws IOException {
        return Checkpoint.parse(Files.readString(folder.resolve("checkpoint")));
    }

    private void publish(Checkpoint checkpoint) throws IOException {
        Files.writeString(folder.resolve("checkpoint"), checkpoint.note());
    }

    private LogVerifier.Check check(String id, LogVerdict verdict) {
        return verdict.checks().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private LogVerdict verify(int quorum) throws IOException {
        return LogVerifier.verify(folder, trust(quorum), done -> {});
    }

    @Test
    void aLogWithItsQuorumAndItsOwnCosignatureIsVerified() throws IOException {
        LogVerdict verdict = verify(2);

        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.VERIFIED);
        assertThat(check("log.witnesses", verdict).detail()).contains("2 of 3 witnesses, 2 needed");
        assertThat(check("log.mldsa", verdict).status()).isEqualTo("pass");
        assertThat(published().cosignedAt(vkey("housing"))).contains(NOW);
        assertThat(published().cosignedAt(vkey("transport"))).isEmpty();
        assertThat(published().cosignedAt(SampleLog.vkey())).isEmpty();
    }

    @Test
    void tooFewWitnessesAreIndeterminateAndThoseThatLackAreNamed() throws IOException {
        publish(plain.with(List.of(mldsaLine(), cosigned("housing", plain))));

        LogVerdict verdict = verify(2);

        assertThat(verdict.outcome().exitCode()).isEqualTo(3);
        assertThat(check("log.witnesses", verdict).status()).isEqualTo("unknown");
        assertThat(check("log.witnesses", verdict).detail())
                .isEqualTo("cosigned by 1 of 3 witnesses, 2 needed; without: civil-affairs, transport");
    }

    private SignedNote.Line mldsaLine() {
        return Cosignature.sign(SampleLog.ORIGIN, MLDSA, NOW, plain);
    }

    @Test
    void aWitnessesSignatureFromAnotherLogIsFalseAndTheWitnessNamed() throws IOException {
        Checkpoint other = Checkpoint.sign("other.example.gov/log", plain.size(), plain.root(), SampleLog.KEY);
        publish(plain.with(List.of(
                mldsaLine(),
                cosigned("civil-affairs", plain),
                cosigned("housing", plain),
                cosigned("transport", other))));

        LogVerdict verdict = verify(2);

        assertThat(verdict.outcome().exitCode()).isEqualTo(1);
        assertThat(check("log.witnesses", verdict).status()).isEqualTo("fail");
        assertThat(check("log.witnesses", verdict).detail())
                .contains("transport")
                .doesNotContain("housing");
    }

    @Test
    void aCosignatureOfAnOlderCheckpointDoesNotCountForANewerOne() throws IOException {
        Checkpoint older = Checkpoint.sign(SampleLog.ORIGIN, 299, new byte[32], SampleLog.KEY);
        publish(plain.with(List.of(mldsaLine(), cosigned("housing", older))));

        assertThat(verify(1).outcome()).isEqualTo(Outcome.FALSE);
    }

    @Test
    void aMissingCosignatureOfTheLogIsIndeterminateAndAWrongOneFalse() throws IOException {
        publish(published().only(SampleLog.vkey()));
        assertThat(check("log.mldsa", verify(0)).status()).isEqualTo("unknown");
        assertThat(verify(0).outcome()).isEqualTo(Outcome.INDETERMINATE);

        byte[] forged = mldsaLine().signature().clone();
        forged[100] ^= 1;
        publish(plain.with(
                List.of(new SignedNote.Line(SampleLog.ORIGIN, mldsaKey().keyId(), forged))));
        assertThat(check("log.mldsa", verify(0)).status()).isEqualTo("fail");
        assertThat(verify(0).outcome()).isEqualTo(Outcome.FALSE);
    }

    /** Bytes of the timed signature: time, and the first and last of the signature itself. */
    @ParameterizedTest
    @CsvSource({"0", "7", "8", "2427"})
    void everyByteOfACosignatureCounts(int at) {
        byte[] forged = mldsaLine().signature().clone();
        forged[at] ^= 1;
        SignedNote.Line line = new SignedNote.Line(SampleLog.ORIGIN, mldsaKey().keyId(), forged);

        assertThat(plain.with(List.of(line)).signature(mldsaKey())).isEqualTo(SignatureState.FALSE);
    }

    @Test
    void aCosignatureUnderAnotherNameIsAnotherSigners() {
        SignedNote.Line line = Cosignature.sign("other", MLDSA, NOW, plain);
        VerifierKey other = VerifierKey.ofMlDsa("other", MLDSA.verificationKey());

        assertThat(plain.with(List.of(line)).signature(other)).isEqualTo(SignatureState.TRUE);
        assertThat(plain.with(List.of(line)).signature(mldsaKey())).isEqualTo(SignatureState.UNKNOWN);
        // The name is in what is signed, so the line cannot be renamed either.
        SignedNote.Line renamed =
                new SignedNote.Line(SampleLog.ORIGIN, mldsaKey().keyId(), line.signature());
        assertThat(plain.with(List.of(renamed)).signature(mldsaKey())).isEqualTo(SignatureState.FALSE);
    }

    @Test
    void cosignaturesOfAHeadThatIsNoMoreTheNewestAreNotWritten() throws IOException {
        try (TileLog log = TileLog.open(folder, signer())) {
            log.append(SampleLog.entries(300, 1));
            assertThat(log.addCosignatures(plain, List.of(cosigned("transport", plain))))
                    .isFalse();
            assertThat(published().size()).isEqualTo(301);
            assertThat(published().signatures()).hasSize(2);
        }
    }

    @Test
    void aSecondCosignatureOfOneWitnessIsLeftOutAndCosignaturesOutliveARestart() throws IOException {
        try (TileLog log = TileLog.open(folder, signer())) {
            assertThat(log.checkpoint()).isEqualTo(plain);
            assertThat(log.addCosignatures(plain, List.of(cosigned("housing", plain), cosigned("transport", plain))))
                    .isTrue();
        }
        assertThat(published().signatures()).hasSize(5);
        assertThat(verify(3).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void aLogThatGetsItsKeyOfMlDsaLaterCosignsWhatIsThereWhenItIsOpened() throws IOException {
        publish(plain);
        TileLog.open(folder, signer()).close();
        assertThat(check("log.mldsa", verify(0)).status()).isEqualTo("pass");
    }

    @Test
    void proofsCarryTheLogsOwnSignatureAlone() throws IOException {
        try (TileLog log = TileLog.open(folder, signer())) {
            String proof = log.prove(List.of(7L), log.checkpoint()).get(0).text();
            assertThat(proof.length()).isLessThan(1_000);
            assertThat(InclusionProof.parse(proof).checkpoint().verify(SampleLog.vkey()))
                    .isEqualTo(SignatureState.TRUE);
        }
    }

    @Test
    void everyConsistencyProofHoldsAndProvesNoOtherPairOfSizes() throws IOException {
        Path small = folder.resolve("small");
        int sizes = 40;
        try (TileLog log = TileLog.open(small, signer())) {
            List<Checkpoint> heads = new ArrayList<>(List.of(log.checkpoint()));
            for (int size = 1; size <= sizes; size++) {
                heads.add(log.append(SampleLog.entries(size, 1)).checkpoint());
            }
            for (int from = 1; from <= sizes; from++) {
                for (int to = from; to <= sizes; to++) {
                    List<byte[]> proof = log.consistency(from, heads.get(to));
                    byte[] old = heads.get(from).root();
                    byte[] root = heads.get(to).root();
                    assertThat(Merkle.verifyConsistency(from, to, old, root, proof))
                            .as("%d to %d", from, to)
                            .isTrue();
                    assertThat(Merkle.verifyConsistency(
                                    from, to, heads.get(from - 1).root(), root, proof))
                            .isFalse();
                }
            }
            assertThat(log.consistency(0, heads.get(sizes))).isEmpty();
            assertThatThrownBy(() -> log.consistency(41, heads.get(40))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void consistencyReachesAcrossFullTiles() throws IOException {
        try (TileLog log = TileLog.open(folder, signer())) {
            Checkpoint head = log.append(SampleLog.entries(300, 700)).checkpoint();
            List<byte[]> proof = log.consistency(300, head);
            assertThat(Merkle.verifyConsistency(300, 1000, plain.root(), head.root(), proof))
                    .isTrue();
        }
    }
}
