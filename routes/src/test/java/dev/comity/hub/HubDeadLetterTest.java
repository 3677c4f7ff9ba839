package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.audit.AuditRules;
import dev.comity.audit.LogEvidence;
import dev.comity.crypto.Jws;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does about records that could not arrive, and what the log and the agencies then know. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HubDeadLetterTest {

    @TempDir
    static Path folder;

    private static final AtomicBoolean broken = new AtomicBoolean();
    private static SampleInstallation installation;
    private static Hub hub;
    private static SampleAgency registry;
    private static SampleAgency housing;

    /** One hub for all: what one test leaves in the log must not disturb another. */
    @BeforeAll
    static void start() throws Exception {
        installation = SampleInstallation.in(folder);
        // One attempt is enough to see what becomes of the record.
        installation.edit("hub.yaml", "max-attempts: 10 ", "max-attempts: 1 ");
        installation.configuration = installation.load();
        hub = installation.start(() -> {
            if (broken.get()) {
                throw new IllegalStateException("a fault of the program");
            }
        });
        registry = installation.agency("land-registry", hub);
        housing = installation.agency("housing", hub);
    }

    @AfterAll
    static void stopAndVerify() throws Exception {
        registry.close();
        housing.close();
        hub.close();
        assertVerified();
    }

    /** Nothing waits for anybody. */
    @BeforeEach
    void empty() throws Exception {
        for (var letter : desk().list().path("letters")) {
            outcome(desk().discard(letter.path("id").asText(), "left by another test"));
        }
        housing.drain();
        registry.drain();
    }

    /** A record that the hub could log and not process. */
    private Letter poison() throws Exception {
        broken.set(true);
        Letter poison = registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer());
        registry.send(poison);
        assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.UNDELIVERABLE);
        broken.set(false);
        return poison;
    }

    private DeadLetterDesk desk() {
        return hub.deadLetters().orElseThrow();
    }

    private String onlyId() throws Exception {
        ObjectNode list = desk().list();
        assertThat(list.path("letters")).hasSize(1);
        return list.path("letters").get(0).path("id").asText();
    }

    private ObjectNode outcome(ObjectNode decided) {
        assertThat(decided.path("verdict").asText()).as(decided.toString()).isEqualTo("decided");
        ObjectNode[] outcome = new ObjectNode[1];
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            outcome[0] = desk().outcome(
                            decided.path("undeliverable").asLong(),
                            decided.path("before").asInt());
            return outcome[0].path("verdict").asText().equals("settled");
        });
        return outcome[0];
    }

    @Test
    void whatIsResubmittedIsDecidedAnewAndDeliveredUnderANewIdAndItsSenderIsToldSo() throws Exception {
        // Given
        Letter poison = poison();
        String before = last(Entry.Kind.RELEASED).path("delivery").asText();

        // When
        ObjectNode outcome = outcome(desk().resubmit(onlyId().substring(0, 8)));

        // Then
        assertThat(outcome.path("kind").asText()).isEqualTo("submitted");
        ObjectNode released = lastTo("housing");
        assertThat(housing.receive().property(Wire.CE_ID))
                .isEqualTo(released.path("delivery").asText())
                .isNotEqualTo(before);
        Letter receipt = registry.receive();
        assertThat(receipt.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
        assertThat(last(Entry.Kind.RESUBMITTED).path("count").asInt()).isEqualTo(1);
        assertThat(last(Entry.Kind.SUBMITTED).path("resubmission").asInt()).isEqualTo(1);
        assertThat(hub.queued("dead")).isZero();

        // And: the same record again gets the new answer, and the next one goes on in the sequence
        registry.send(poison);
        assertThat(registry.receive().body()).isEqualTo(receipt.body());
        registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
        assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aRecordThatIsRefusedTodayIsRefusedToItsSenderWithTheReason() throws Exception {
        // Given: the agreements have ended meanwhile
        poison();
        installation.clock.forward(Duration.ofDays(4_000));

        // When
        ObjectNode outcome = outcome(desk().resubmit(onlyId()));

        // Then
        assertThat(outcome.path("reasons").get(0).path("code").asText()).isEqualTo("agreement-not-in-force");
        assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.REFUSAL);
        assertThat(hub.queued("dead")).isZero();
    }

    @Test
    void whatFailsAgainIsAnotherDeadLetterAndItsNextResubmissionCounts() throws Exception {
        // Given
        poison();
        String first = onlyId();
        broken.set(true);
        desk().resubmit(first);
        assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.UNDELIVERABLE);
        broken.set(false);
        String second = onlyId();

        // When
        outcome(desk().resubmit(second));

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(last(Entry.Kind.RESUBMITTED).path("count").asInt()).isEqualTo(2);
        assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
        assertThat(housing.receive().property(Wire.CE_ID))
                .isEqualTo(lastTo("housing").path("delivery").asText());
    }

    @Test
    void whatIsDiscardedIsGoneAndItsSenderGetsTheOperatorsWordsThatTheLogOnlyCommitsTo() throws Exception {
        // Given
        poison();
        String id = onlyId();

        // When
        outcome(desk().discard(id, "sent again on Monday"));

        // Then
        Undeliverable notice = Undeliverable.of(Jws.parse(registry.receive().body(), 10_000));
        assertThat(notice.reason()).isEqualTo(UndeliverableReason.DISCARDED);
        assertThat(notice.note().orElseThrow().text()).isEqualTo("sent again on Monday");
        ObjectNode entry = last(Entry.Kind.DISCARDED);
        assertThat(entry.path("note").asText()).isEqualTo(notice.note().get().digest());
        assertThat(entry.toString()).doesNotContain("Monday");
        assertThat(hub.queued("dead")).isZero();
        assertThat(desk().resubmit(id).path("verdict").asText()).isEqualTo("missing");
    }

    @Test
    void aDeadLetterIsShownWithoutAValueOfIt() throws Exception {
        // Given
        poison();

        // When
        ObjectNode shown = desk().show(onlyId());

        // Then
        assertThat(shown.path("letter").path("record").asText()).isEqualTo(SampleRecords.TRANSFER);
        assertThat(shown.path("letter").path("reason").asText()).contains("IllegalStateException", "1 attempts");
        assertThat(shown.path("letter").path("attempts").asInt()).isEqualTo(1);
        assertThat(shown.path("letter").path("entry").isNumber()).isTrue();
        SampleRecords.transfer()
                .properties()
                .forEach(member -> assertThat(shown.toString())
                        .doesNotContain("\"" + member.getValue().asText() + "\""));
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void aDeliveryThatAnAmqpClientRejectsStaysADeadLetterWhileItsAgreementIsWithdrawn() throws Exception {
        // Given
        registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
        assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
        reject("housing");
        assertThat(noticeAbout("housing").reason()).isEqualTo(UndeliverableReason.REJECTED);
        installation.withdraw("property-transfers", "housing");
        hub.reload(installation.load(), installation.directory);

        // When
        ObjectNode outcome = outcome(desk().resubmit(onlyId()));

        // Then
        assertThat(outcome.path("denied").path("code").asText()).isEqualTo("agreement-not-in-force");
        String id = onlyId();
        assertThat(desk().show(id).path("letter").path("reason").asText()).contains("agreement-not-in-force");
        outcome(desk().discard(id, "the agreement has ended"));
        assertThat(hub.queued("dead")).isZero();
    }

    private void reject(String agency) throws Exception {
        AmqpClient.rejectOne(agency, hub.port());
        await().until(() -> hub.queued(Wire.out(agency)) == 0);
    }

    /** The next notice about a delivery to an agency; the sample record goes to several. */
    private Undeliverable noticeAbout(String consumer) throws Exception {
        for (int i = 0; i < 5; i++) {
            Undeliverable notice = Undeliverable.of(Jws.parse(registry.receive().body(), 10_000));
            if (notice.delivery().orElseThrow().consumer().equals(consumer)) {
                return notice;
            }
        }
        throw new AssertionError("no notice about " + consumer);
    }

    private ObjectNode last(Entry.Kind kind) throws Exception {
        return lastWith(kind, "kind", kind.word());
    }

    private ObjectNode lastTo(String consumer) throws Exception {
        return lastWith(Entry.Kind.RELEASED, "consumer", consumer);
    }

    private ObjectNode lastWith(Entry.Kind kind, String member, String value) throws Exception {
        List<Entry> entries = Kinds.entries(hub.log());
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (entry.kind() == kind && entry.json().path(member).asText().equals(value)) {
                return entry.json();
            }
        }
        throw new AssertionError("no such entry");
    }

    private static void assertVerified() throws Exception {
        Path log = folder.resolve("log");
        var terms = new LogVerifier.Terms(List.of(), () -> new AuditRules(installation.trust, LogEvidence.in(log)));
        assertThat(LogVerifier.verify(log, installation.trust, terms, done -> {})
                        .checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isIn("pass", "skipped"));
    }
}
