package dev.comity.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Checkpoint;
import dev.comity.log.TileLog;
import dev.comity.log.VerifierKey;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A witness with a log of seven heads, of 0 to 6 entries. */
class WitnessTest {

    private static final String ORIGIN = "hub.example.gov/log/1";
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final SigningKey LOG_KEY = SigningKey.generate(KeyAlgorithm.ED25519);

    @TempDir
    Path folder;

    private final List<Checkpoint> heads = new ArrayList<>();
    private TileLog log;
    private SigningKey key;
    private Witness witness;

    @BeforeEach
    void openLogAndWitness() throws Exception {
        log = TileLog.open(folder.resolve("log"), ORIGIN, LOG_KEY);
        heads.add(log.checkpoint());
        for (int i = 0; i < 6; i++) {
            heads.add(log.append(List.of(("entry " + i).getBytes(StandardCharsets.UTF_8)))
                    .checkpoint());
        }
        key = WitnessKey.obtain(folder);
        witness = open().orElseThrow();
    }

    @AfterEach
    void closeLog() throws IOException {
        log.close();
    }

    private Optional<Witness> open() throws IOException {
        return Witness.open("housing", folder, key, trust(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static TrustAnchors trust() {
        var trusted = new TrustAnchors.TrustedLog(ORIGIN, VerifierKey.ofLog(ORIGIN, LOG_KEY.verificationKey()), "", 0);
        return new TrustAnchors(Map.of(), List.of(trusted), List.of(), 0, Map.of());
    }

    private VerifierKey vkey() {
        return VerifierKey.ofWitness("housing/witness", key.verificationKey());
    }

    private String request(int from, int to) throws IOException {
        return new WitnessRequest(from, log.consistency(from, heads.get(to)), heads.get(to)).text();
    }

    private WitnessAnswer ask(int from, int to) throws IOException {
        return witness.addCheckpoint(request(from, to));
    }

    private void assertCosigned(WitnessAnswer answer, Checkpoint checkpoint) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(checkpoint.with(answer.lines()).cosignedAt(vkey())).contains(NOW);
    }

    @Test
    void theFirstCheckpointAndEachExtensionOfItAreCosigned() throws IOException {
        assertCosigned(ask(0, 3), heads.get(3));
        assertCosigned(ask(3, 3), heads.get(3));
        assertCosigned(ask(3, 6), heads.get(6));
    }

    @Test
    void anEmptyLogIsCosignedBeforeItsFirstEntry() throws IOException {
        assertCosigned(ask(0, 0), heads.get(0));
        assertCosigned(ask(0, 2), heads.get(2));
    }

    /** Each is asked after the witness has seen three entries. */
    enum Refused {
        NOT_A_REQUEST(400),
        OLD_SIZE_BEYOND_THE_CHECKPOINT(400),
        SIGNED_BY_NOBODY_KNOWN(403),
        SIGNATURE_BROKEN(403),
        ANOTHER_LOG(404),
        AN_OLDER_OLD_SIZE(409),
        A_NEWER_OLD_SIZE(409),
        ANOTHER_ROOT_OF_THE_SAME_SIZE(409),
        A_PROOF_OF_OTHER_SIZES(422),
        NO_PROOF(422),
        A_PROOF_WHERE_NONE_IS_NEEDED(422);

        private final int status;

        Refused(int status) {
            this.status = status;
        }
    }

    private String refused(Refused what) throws IOException {
        SigningKey other = SigningKey.generate(KeyAlgorithm.ED25519);
        Checkpoint six = heads.get(6);
        return switch (what) {
            case NOT_A_REQUEST -> request(3, 6).replace("old 3", "old 03");
            case OLD_SIZE_BEYOND_THE_CHECKPOINT -> new WitnessRequest(7, List.of(), six).text();
            case SIGNED_BY_NOBODY_KNOWN -> text(Checkpoint.sign(ORIGIN, 6, six.root(), other));
            case SIGNATURE_BROKEN -> request(3, 6).replace("\n6\n", "\n5\n");
            case ANOTHER_LOG -> text(Checkpoint.sign("other.example.gov", 6, six.root(), LOG_KEY));
            case AN_OLDER_OLD_SIZE -> request(2, 6);
            case A_NEWER_OLD_SIZE -> request(4, 6);
            case ANOTHER_ROOT_OF_THE_SAME_SIZE ->
                new WitnessRequest(3, List.of(), Checkpoint.sign(ORIGIN, 3, six.root(), LOG_KEY)).text();
            case A_PROOF_OF_OTHER_SIZES -> new WitnessRequest(3, log.consistency(2, heads.get(6)), six).text();
            case NO_PROOF -> new WitnessRequest(3, List.of(), six).text();
            case A_PROOF_WHERE_NONE_IS_NEEDED ->
                new WitnessRequest(3, log.consistency(3, heads.get(6)), heads.get(3)).text();
        };
    }

    private String text(Checkpoint checkpoint) throws IOException {
        return new WitnessRequest(3, log.consistency(3, heads.get(6)), checkpoint).text();
    }

    @ParameterizedTest
    @EnumSource
    void nothingElseIsCosignedAndWhatWasSeenStays(Refused what) throws IOException {
        assertCosigned(ask(0, 3), heads.get(3));

        WitnessAnswer answer = witness.addCheckpoint(refused(what));

        assertThat(answer.status()).as(answer.body()).isEqualTo(what.status);
        assertThat(answer.seenSize().isPresent()).isEqualTo(what.status == 409);
        answer.seenSize().ifPresent(size -> assertThat(size).isEqualTo(3));
        assertCosigned(ask(3, 6), heads.get(6));
    }

    @Test
    void twoHistoriesOfOneSizeAreKeptAsProof() throws IOException {
        ask(0, 3);
        Checkpoint other = Checkpoint.sign(ORIGIN, 3, heads.get(6).root(), LOG_KEY);

        witness.addCheckpoint(new WitnessRequest(3, List.of(), other).text());

        assertThat(Files.readString(folder.resolve("witness/fork-3-a.checkpoint")))
                .isEqualTo(heads.get(3).note());
        assertThat(Files.readString(folder.resolve("witness/fork-3-b.checkpoint")))
                .isEqualTo(other.note());
    }

    @Test
    void whatWasSeenIsRememberedAfterARestart() throws IOException {
        ask(0, 5);
        witness = open().orElseThrow();

        assertThat(ask(0, 6).seenSize()).hasValue(5);
        assertCosigned(ask(5, 6), heads.get(6));
    }

    @Test
    void aWitnessThatLostItsMemoryNeverUsesItsKeyAgain() throws IOException {
        ask(0, 5);
        Files.delete(folder.resolve("witness/seen.json"));
        assertThat(open()).isEmpty();
        // Also where somebody obtains the key again, the memory does not come back empty.
        assertThat(WitnessKey.obtain(folder).verificationKey()).isEqualTo(key.verificationKey());
        assertThat(open()).isEmpty();
    }

    @Test
    void theMemoryOfAnotherKeyAndABrokenOneAreNoMemory() throws IOException {
        ask(0, 5);
        String memory = Files.readString(folder.resolve("witness/seen.json"));
        Files.writeString(folder.resolve("witness/seen.json"), memory.substring(0, memory.length() / 2));
        assertThat(open()).isEmpty();

        Files.writeString(folder.resolve("witness/seen.json"), memory);
        key = SigningKey.generate(KeyAlgorithm.ED25519);
        assertThat(open()).isEmpty();
    }

    @Test
    void aNewKeyMayWitnessAfterTheOldOneWasRemoved() throws IOException {
        ask(0, 5);
        Files.delete(folder.resolve("witness/seen.json"));
        Files.delete(WitnessKey.file(folder));
        key = WitnessKey.obtain(folder);
        witness = open().orElseThrow();

        assertCosigned(ask(0, 6), heads.get(6));
    }

    @Test
    void theSameAnswersAreGivenOverHttp() throws Exception {
        try (WitnessServer server = WitnessServer.start(witness, 0)) {
            HttpResponse<String> cosigned = post(server, "/add-checkpoint", request(0, 3));
            assertCosigned(new WitnessAnswer(cosigned.statusCode(), cosigned.body()), heads.get(3));

            HttpResponse<String> conflict = post(server, "/add-checkpoint", request(0, 6));
            assertThat(conflict.statusCode()).isEqualTo(409);
            assertThat(conflict.body()).isEqualTo("3\n");
            assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");

            assertThat(post(server, "/add-checkpoint", "x".repeat(WitnessRequest.MAX_LENGTH + 2))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post(server, "/other", request(3, 6)).statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> post(WitnessServer server, String path, String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
