package dev.comity.witnesses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedWitness;
import dev.comity.log.Checkpoint;
import dev.comity.log.Checkpoint.SignatureState;
import dev.comity.log.TileLog;
import dev.comity.log.VerifierKey;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import dev.comity.witness.Witness;
import dev.comity.witness.WitnessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub's log and three agencies that witness it, of which two are needed. */
class WitnessFeedTest {

    private static final String ORIGIN = "hub.example.gov/log/1";
    private static final SigningKey LOG_KEY = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final WitnessFeed.Inbox inbox = new WitnessFeed.Inbox();
    private final Map<String, WitnessChannel> channels = new LinkedHashMap<>();
    private final Map<String, VerifierKey> keys = new LinkedHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<String> alarm = new AtomicReference<>();
    private TileLog log;
    private WitnessFeed feed;

    @BeforeEach
    void prepare() throws Exception {
        log = TileLog.open(folder.resolve("log"), ORIGIN, LOG_KEY);
        for (String agency : List.of("civil-affairs", "housing", "transport")) {
            SigningKey key = WitnessKey.obtain(folder.resolve(agency));
            keys.put(agency, VerifierKey.ofWitness(WitnessKey.name(agency), key.verificationKey()));
            Witness witness = Witness.open(agency, folder.resolve(agency), key, trust(), Clock.systemUTC())
                    .orElseThrow();
            channels.put(agency, request -> answer(agency, request, witness.addCheckpoint(request.text())));
        }
    }

    private static TrustAnchors trust() {
        var trusted = new TrustAnchors.TrustedLog(ORIGIN, VerifierKey.ofLog(ORIGIN, LOG_KEY.verificationKey()), "", 0);
        return new TrustAnchors(Map.of(), List.of(trusted), List.of(), 0, Map.of());
    }

    private void answer(String agency, WitnessRequest request, WitnessAnswer answer) {
        asked.incrementAndGet();
        inbox.take(agency, Answers.id(request), answer);
    }

    @AfterEach
    void close() throws Exception {
        feed.close();
        log.close();
    }

    private void start() throws IOException {
        List<WitnessPeer> peers = new ArrayList<>();
        channels.forEach((agency, channel) ->
                peers.add(new WitnessPeer(new TrustedWitness(agency, keys.get(agency), 0), channel)));
        var kept = new WitnessedCheckpoints(folder.resolve("log"), Clock.systemUTC());
        feed = new WitnessFeed(() -> log, 2, peers, inbox, kept, alarm::set).start();
    }

    private void append(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            log.append(List.of(("entry " + log.size()).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Checkpoint published() throws IOException {
        return Checkpoint.parse(Files.readString(folder.resolve("log/checkpoint")));
    }

    private long cosignatures() throws IOException {
        Checkpoint checkpoint = published();
        return keys.values().stream()
                .filter(key -> checkpoint.signature(key) == SignatureState.TRUE)
                .count();
    }

    private void awaitCosignatures(int count) {
        await().atMost(SOON).until(() -> published().size() == log.size() && cosignatures() == count);
    }

    @Test
    void everyWitnessCosignsTheNewestCheckpointAlsoAfterTheLogHasGrown() throws Exception {
        append(3);
        start();
        awaitCosignatures(3);
        append(4);
        awaitCosignatures(3);

        assertThat(feed.awaitWitnessed(SOON)).isTrue();
        assertThat(feed.state().isComplete()).isTrue();
        assertThat(feed.state().troubles()).isEmpty();
        assertThat(Files.list(folder.resolve("log/witnessed")).toList()).hasSize(1);
    }

    @Test
    void aWitnessThatIsAwayIsNamedAndKeepsNoQuorumWaiting() throws Exception {
        channels.put("housing", request -> {});
        append(3);
        start();

        assertThat(feed.awaitWitnessed(SOON)).isTrue();
        awaitCosignatures(2);
        assertThat(feed.state().troubles()).containsOnlyKeys("housing");
    }

    @Test
    void withoutAQuorumTheLogStaysUnwitnessedAndSaysWhy() throws Exception {
        channels.put("housing", request -> {
            throw new IOException("no way there");
        });
        channels.put("transport", request -> answer("transport", request, new WitnessAnswer(403, "not signed\n")));
        append(3);
        start();

        assertThat(feed.awaitWitnessed(Duration.ofSeconds(2))).isFalse();
        assertThat(feed.state().isComplete()).isFalse();
        assertThat(feed.state().troubles())
                .containsEntry("housing", "is not reached")
                .containsEntry("transport", "answers with status 403");
    }

    @Test
    void aCosignatureThatDoesNotHoldIsNotPublished() throws Exception {
        WitnessChannel genuine = channels.get("housing");
        channels.put("housing", request -> {
            // What the witness signs is another checkpoint than the one that it was asked for.
            Checkpoint other = Checkpoint.sign(ORIGIN, 1, new byte[32], LOG_KEY);
            var signed = Witness.open(
                            "housing",
                            folder.resolve("housing"),
                            WitnessKey.obtain(folder.resolve("housing")),
                            trust(),
                            Clock.systemUTC())
                    .orElseThrow()
                    .addCheckpoint(new WitnessRequest(0, List.of(), other).text());
            answer("housing", request, signed);
        });
        append(3);
        start();

        awaitCosignatures(2);
        assertThat(published().signature(keys.get("housing"))).isEqualTo(SignatureState.UNKNOWN);
        assertThat(feed.state().troubles().get("housing")).contains("does not hold");
        assertThat(genuine).isNotNull();
    }

    @Test
    void answersToOtherRequestsAreNoAnswers() throws Exception {
        channels.put("housing", request -> inbox.take("housing", "another request", new WitnessAnswer(200, "\n")));
        append(1);
        start();

        awaitCosignatures(2);
        assertThat(feed.state().troubles()).containsEntry("housing", "has not answered yet");
    }

    @Test
    void anAgencyThatIsNoWitnessIsNotListenedTo() throws Exception {
        append(1);
        start();
        for (int i = 0; i < 100; i++) {
            inbox.take("open-data", "a request", new WitnessAnswer(200, "\n"));
        }

        awaitCosignatures(3);
        assertThat(feed.state().troubles()).isEmpty();
    }

    @Test
    void theLagOfALogThatGrowsAllTheTimeIsThatOfItsNewestWitnessedCheckpoint() throws Exception {
        append(1);
        start();
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < until) {
            append(1);
        }

        assertThat(feed.state().lag()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void underLoadOnlyTheNewestCheckpointIsAskedFor() throws Exception {
        start();
        append(300);
        awaitCosignatures(3);

        // Rounds are a second apart, and each asks each witness at most twice.
        assertThat(asked.get()).isLessThan(60);
    }

    @Test
    void aHubThatStartsAgainLearnsWhatItsWitnessesHaveSeen() throws Exception {
        append(5);
        start();
        awaitCosignatures(3);
        feed.close();
        append(2);
        start();

        assertThat(feed.awaitAnswers(SOON)).isTrue();
        awaitCosignatures(3);
        assertThat(alarm.get()).isNull();
    }

    @Test
    void anOlderCopyOfTheLogIsRecognisedBeforeAnythingIsSigned() throws Exception {
        append(5);
        start();
        awaitCosignatures(3);
        feed.close();
        log.close();
        log = TileLog.open(folder.resolve("older"), ORIGIN, LOG_KEY);
        append(3);
        start();

        assertThat(feed.awaitAnswers(SOON)).isFalse();
        assertThat(alarm.get()).contains("have seen at least 5 entries", "here are 3", "older copy");
    }

    @Test
    void oneWitnessThatLiesCannotStopTheHub() throws Exception {
        channels.put("housing", request -> answer("housing", request, WitnessAnswer.conflict(1_000_000)));
        append(3);
        start();

        assertThat(feed.awaitAnswers(SOON)).isTrue();
        awaitCosignatures(2);
        assertThat(alarm.get()).isNull();
        assertThat(feed.state().troubles()).containsEntry("housing", "has seen 1000000 entries");
    }
}
