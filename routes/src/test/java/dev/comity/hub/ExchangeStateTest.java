package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.LogSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The projection, its file, and what happens when the file cannot be used. */
class ExchangeStateTest {

    @TempDir
    Path folder;

    private OpenLog log;

    @BeforeEach
    void open() throws Exception {
        log = OpenLog.open(
                folder.resolve("log"), LogSigner.of("hub.example/log", SigningKey.generate(KeyAlgorithm.ED25519)));
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @Test
    void everythingThatAMessageIsJudgedByFollowsFromTheLog() throws Exception {
        // Given
        append(submitted("jti-1", "jws-1", 7), released("delivery-1", 3), refused("jti-2", "jws-2", 8), acknowledged());

        // When
        try (StateStore store = open(folder)) {
            ExchangeState state = store.state();

            // Then
            assertThat(state.applied()).isEqualTo(4);
            assertThat(state.submission("housing", "jws-1")).hasValue(0);
            assertThat(state.submission("transport", "jws-1")).isEmpty();
            assertThat(state.submission("housing", "jws-2")).hasValue(2);
            assertThat(state.jwsOf("housing", "jti-1")).contains("jws-1");
            assertThat(state.jwsOf("housing", "jti-2")).contains("jws-2");
            assertThat(state.chain("kid-1")).contains(new Link(8, "statement-8"));
            assertThat(state.delivery("delivery-1")).hasValue(1);
            assertThat(state.deliverySeq("transport")).isEqualTo(3);
            assertThat(state.acknowledgement("delivery-1")).hasValue(3);
            assertThat(state.lastTime()).isEqualTo("2026-11-24T08:00:00Z");
        }
    }

    @Test
    void anAnswerIsUncommittedUntilTheBrokerSaidSo() throws Exception {
        // Given
        append(submitted("jti-1", "jws-1", 1), refused("jti-2", "jws-2", 2));
        try (StateStore store = open(folder)) {

            // When
            store.state().markCommitted(Ranges.parse("0-0"));

            // Then
            assertThat(store.state().committed(0)).isTrue();
            assertThat(store.state().committed(1)).isFalse();
        }
    }

    @Test
    void whatWasFlushedIsKnownAgainAndOnlyNewEntriesAreTakenIn() throws Exception {
        // Given
        append(submitted("jti-1", "jws-1", 1));
        try (StateStore store = open(folder)) {
            store.state().markCommitted(Ranges.parse("0-0"));
            store.flush();
        }
        append(submitted("jti-2", "jws-2", 2));

        // When
        try (StateStore store = open(folder)) {

            // Then: taken from the log alone, entry 0 would be uncommitted
            assertThat(store.state().committed(0)).isTrue();
            assertThat(store.state().committed(1)).isFalse();
            assertThat(store.state().applied()).isEqualTo(2);
        }
    }

    @Test
    void aFileOfTheVersionBeforeKeepsWhatTheBrokerHadCommitted() throws Exception {
        // Given
        append(submitted("jti-1", "jws-1", 1), released("delivery-1", 3), refused("jti-2", "jws-2", 2));
        writeVersion3();

        // When
        try (StateStore store = open(folder)) {

            // Then: taken from the log alone, entry 0 would be uncommitted
            ExchangeState state = store.state();
            assertThat(state.committed(0)).isTrue();
            assertThat(state.committed(2)).isFalse();
            assertThat(state.submission("housing", "jws-1")).hasValue(0);
            assertThat(state.delivery("delivery-1")).hasValue(1);
            assertThat(state.acknowledgement("delivery-0")).hasValue(7);
            assertThat(state.jwsOf("housing", "jti-1")).contains("jws-1");
        }
        try (StateStore store = open(folder)) {
            assertThat(store.state().committed(0)).isTrue();
        }
    }

    /** As the version before wrote it when it had taken in two entries, of which the broker had committed the first. */
    private void writeVersion3() throws Exception {
        Files.createDirectories(folder.resolve("state"));
        try (MVStore store = MVStore.open(folder.resolve("state/exchange.mv").toString())) {
            Map<String, String> meta = store.openMap("meta");
            meta.putAll(Map.of("version", "3", "applied", "2", "time", "2026-11-24T08:00:00Z"));
            store.<String, Long>openMap("submissions").put("housing\njws-1", 0L);
            store.<String, String>openMap("jtis").put("housing\njti-1", "jws-1");
            store.<String, Long>openMap("deliveries").put("delivery-1", 1L);
            store.<String, Long>openMap("acknowledgements").put("delivery-0", 7L);
        }
    }

    @Test
    void aBrokenFileIsRebuiltFromTheLog() throws Exception {
        // Given
        append(submitted("jti-1", "jws-1", 1));
        open(folder).close();
        Files.writeString(folder.resolve("state/exchange.mv"), "not a store");

        // When
        try (StateStore store = open(folder)) {

            // Then
            assertThat(store.state().submission("housing", "jws-1")).hasValue(0);
        }
    }

    @Test
    void aFileThatBelongsToAnotherLogIsRebuilt() throws Exception {
        // Given
        append(submitted("jti-1", "jws-1", 1));
        open(folder).close();
        log.close();
        log = OpenLog.open(
                folder.resolve("other"), LogSigner.of("hub.example/log", SigningKey.generate(KeyAlgorithm.ED25519)));
        append(submitted("jti-9", "jws-9", 1));

        // When
        try (StateStore store = open(folder)) {

            // Then
            assertThat(store.state().submission("housing", "jws-1")).isEmpty();
            assertThat(store.state().submission("housing", "jws-9")).hasValue(0);
        }
    }

    @Test
    void anIdCountsAsUsedOnlyByAStatementThatHeld() throws Exception {
        // Given
        var forged = Json.object()
                .put("time", "2026-11-24T08:00:00Z")
                .put("provider", "housing")
                .put("submission", "jws-x")
                .put("jti", "jti-1");
        forged.putArray("reasons");

        // When
        append(Entry.of(Entry.Kind.REFUSED, forged));

        // Then
        try (StateStore store = open(folder)) {
            assertThat(store.state().jwsOf("housing", "jti-1")).isEmpty();
            assertThat(store.state().submission("housing", "jws-x")).hasValue(0);
        }
    }

    private StateStore open(Path data) throws Exception {
        return StateStore.open(data.resolve("state"), log);
    }

    private void append(Entry... entries) throws Exception {
        log.log().append(List.of(entries).stream().map(Entry::bytes).toList());
    }

    private static Entry submitted(String jti, String jws, long seq) {
        var members = Json.object()
                .put("time", "2026-11-24T08:00:00Z")
                .put("provider", "housing")
                .put("exchange", "exchange-" + jti)
                .put("record", "death-registration/1")
                .put("schema", "schema-digest")
                .put("config", "config-digest")
                .put("engine", "comity/1")
                .put("jti", jti)
                .put("jws", jws);
        members.putObject("submission")
                .put("digest", "statement-" + seq)
                .put("kid", "kid-1")
                .put("seq", seq);
        members.putArray("subjects");
        members.putArray("decisions");
        return Entry.of(Entry.Kind.SUBMITTED, members);
    }

    private static Entry refused(String jti, String jws, long seq) {
        var members = Json.object()
                .put("time", "2026-11-24T08:00:00Z")
                .put("provider", "housing")
                .put("submission", jws)
                .put("jti", jti);
        members.putObject("statement")
                .put("digest", "statement-" + seq)
                .put("kid", "kid-1")
                .put("seq", seq);
        members.putArray("reasons");
        return Entry.of(Entry.Kind.REFUSED, members);
    }

    private static Entry released(String delivery, long seq) {
        var members = Json.object().put("time", "2026-11-24T08:00:00Z").put("delivery", delivery);
        List.of(
                        "exchange",
                        "provider",
                        "record",
                        "purpose",
                        "agreement",
                        "agreementDigest",
                        "schema",
                        "config",
                        "engine",
                        "jws",
                        "submission",
                        "sdHash")
                .forEach(name -> members.put(name, name));
        members.putObject("basis");
        List.of("released", "inputs", "withheld").forEach(members::putArray);
        members.put("consumer", "transport")
                .put("seq", seq)
                .put("withheldCount", 0)
                .put("iat", 1);
        return Entry.of(Entry.Kind.RELEASED, members);
    }

    private static Entry acknowledged() {
        var members = Json.object().put("time", "2026-11-24T08:00:00Z").put("delivery", "delivery-1");
        List.of("exchange", "provider", "consumer", "ack").forEach(name -> members.put(name, name));
        return Entry.of(Entry.Kind.ACKNOWLEDGED, members);
    }
}
