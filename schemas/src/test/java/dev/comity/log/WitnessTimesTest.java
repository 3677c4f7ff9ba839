package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.log.LogVerifier.LogVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three witnesses, two of whom are needed, and a hub that may claim any time. */
class WitnessTimesTest {

    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    private Path folder;

    private final List<SigningKey> witnesses = IntStream.range(0, 3)
            .mapToObj(i -> SigningKey.generate(KeyAlgorithm.ED25519))
            .toList();

    private TrustAnchors trust() {
        List<TrustAnchors.TrustedWitness> trusted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            VerifierKey key = VerifierKey.ofWitness(name(i), witnesses.get(i).verificationKey());
            trusted.add(new TrustAnchors.TrustedWitness("agency-" + i, key, 0));
        }
        TrustAnchors log = SampleTrust.inSampleLog();
        return new TrustAnchors(Map.of(), log.logs(), trusted, 2, Map.of());
    }

    private static String name(int witness) {
        return "agency-" + witness + "/witness";
    }

    /** Appends entries that claim this time, and keeps the checkpoint as witnesses cosigned it. */
    private Checkpoint append(Instant claimed, Instant seen, int cosigners) throws IOException {
        var members =
                Json.object().put("time", claimed.toString()).put("digest", "d").put("engine", "1");
        try (TileLog log = SampleLog.openUnsynced(folder)) {
            log.append(List.of(
                    Entry.of(Entry.Kind.CONFIG, members).bytes(),
                    Entry.of(Entry.Kind.CONFIG, members.put("digest", "e")).bytes()));
            return cosigned(log.checkpoint(), seen, cosigners);
        }
    }

    private Checkpoint cosigned(Checkpoint checkpoint, Instant seen, int cosigners) throws IOException {
        List<SignedNote.Line> lines = new ArrayList<>();
        for (int i = 0; i < cosigners; i++) {
            lines.add(Cosignature.sign(name(i), witnesses.get(i), seen.plusSeconds(i), checkpoint));
        }
        Checkpoint cosigned = checkpoint.with(lines);
        Files.createDirectories(folder.resolve("witnessed"));
        Files.writeString(folder.resolve("witnessed/" + checkpoint.size()), cosigned.note());
        Files.writeString(folder.resolve("checkpoint"), cosigned.note());
        return cosigned;
    }

    private LogVerifier.Check times() throws IOException {
        return verdict().checks().stream()
                .filter(check -> check.id().equals(LogVerifier.WITNESSED_TIMES))
                .findFirst()
                .orElseThrow();
    }

    private LogVerdict verdict() throws IOException {
        return LogVerifier.verify(folder, trust(), done -> {});
    }

    @Test
    void entriesThatWitnessesSawInTimeAreVerifiedAndTheLogIsCompleteToThen() throws IOException {
        append(START, START.plusSeconds(5), 2);
        append(START.plusSeconds(60), START.plusSeconds(70), 3);

        assertThat(verdict().outcome()).isEqualTo(LogVerifier.Outcome.VERIFIED);
        assertThat(times().detail()).contains("complete to 2026-11-24T08:01:11Z");
    }

    @Test
    void aBackDatedEntryIsFalseAndNamed() throws IOException {
        append(START, START.plusSeconds(600), 2);
        append(START.plusSeconds(60), START.plusSeconds(700), 2);

        assertThat(times().status()).isEqualTo("fail");
        assertThat(times().detail()).contains("entry 2: claims 2026-11-24T08:01:00Z");
        assertThat(verdict().firstUntrusted()).hasValue(2);
    }

    @Test
    void anEntryFromTheFutureIsFalse() throws IOException {
        append(START, START.plusSeconds(5), 2);
        append(START.plusSeconds(3600), START.plusSeconds(70), 2);

        assertThat(times().status()).isEqualTo("fail");
        assertThat(times().detail()).contains("witnesses had seen it at");
    }

    @Test
    void aClaimFarFromWhenWitnessesSawItIsOpenWhereNothingNarrowsIt() throws IOException {
        append(START, START.plusSeconds(5), 2);
        append(START.plusSeconds(600), START.plusSeconds(7200), 2);

        assertThat(times().status()).isEqualTo("unknown");
        assertThat(times().detail()).contains("2 entries").contains("more than 10 minutes");
        assertThat(verdict().outcome().exitCode()).isEqualTo(3);
    }

    @Test
    void anEntryAfterHoursOfSilenceIsBelievedWhereWitnessesSawItAtOnce() throws IOException {
        append(START, START.plusSeconds(5), 2);
        append(START.plusSeconds(7190), START.plusSeconds(7200), 2);

        assertThat(times().status()).isEqualTo("pass");
    }

    @Test
    void entriesThatTooFewWitnessesSawAreNotWitnessedYet() throws IOException {
        append(START, START.plusSeconds(5), 2);
        append(START.plusSeconds(60), START.plusSeconds(70), 1);

        assertThat(times().status()).isEqualTo("unknown");
        assertThat(times().detail())
                .contains("complete to 2026-11-24T08:00:06Z")
                .contains("the last 2 entries");
    }

    @Test
    void aLogThatWasRewrittenBelowAWitnessedCheckpointIsAFork() throws IOException {
        append(START, START.plusSeconds(5), 2);
        Checkpoint seen = append(START.plusSeconds(60), START.plusSeconds(70), 2);
        byte[] other = seen.root().clone();
        other[0] ^= 1;
        Checkpoint fork = Checkpoint.sign(SampleLog.ORIGIN, 2, other, SampleLog.KEY);
        Checkpoint newest = Checkpoint.parse(Files.readString(folder.resolve("checkpoint")));
        cosigned(fork, START.plusSeconds(5), 2);
        Files.writeString(folder.resolve("checkpoint"), newest.note());

        assertThat(times().status()).isEqualTo("fail");
        assertThat(times().detail()).contains("a fork: witnesses cosigned other entries at size 2");
        assertThat(verdict().firstUntrusted()).hasValue(0);
    }

    @Test
    void aKeptCheckpointThatWasChangedIsFalse() throws IOException {
        append(START, START.plusSeconds(5), 2);
        append(START.plusSeconds(60), START.plusSeconds(70), 2);
        Path kept = folder.resolve("witnessed/2");
        Files.writeString(kept, Files.readString(kept).replaceFirst("\n2\n", "\n3\n"));

        assertThat(times().status()).isEqualTo("fail");
    }

    @Test
    void aWitnessesSignatureFromAnotherLogIsFalse() throws IOException {
        Checkpoint mine = append(START, START.plusSeconds(5), 2);
        Checkpoint elsewhere = Checkpoint.sign("other.example.gov/log", mine.size(), mine.root(), SampleLog.KEY);
        Checkpoint plain = mine.only(SampleLog.vkey());
        Checkpoint forged = plain.with(List.of(
                Cosignature.sign(name(0), witnesses.get(0), START, elsewhere),
                Cosignature.sign(name(1), witnesses.get(1), START, elsewhere)));
        Files.writeString(folder.resolve("checkpoint"), forged.note());

        LogVerdict verdict = verdict();

        assertThat(verdict.outcome()).isEqualTo(LogVerifier.Outcome.FALSE);
        assertThat(verdict.checks())
                .filteredOn(check -> check.status().equals("fail"))
                .extracting(LogVerifier.Check::id)
                .containsExactly(LogVerifier.WITNESSES);
    }
}
