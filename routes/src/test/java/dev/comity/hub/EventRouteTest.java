package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.batch.Batch;
import dev.comity.batch.BatchEnd;
import dev.comity.batch.Effort;
import dev.comity.batch.Incoming;
import dev.comity.batch.Outgoing;
import dev.comity.broker.Broker;
import dev.comity.broker.HubQueues;
import dev.comity.budget.Budgets;
import dev.comity.crypto.Jws;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Wire;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The itinerary without a broker: a batch goes in at one end, and what is to be sent comes out at the other. */
class EventRouteTest extends CamelTestSupport {

    private static final List<String> ONE_RECORD =
            List.of("out.land-registry", "out.open-data", "out.housing", Broker.EVIDENCE, Broker.INDEX);

    @TempDir
    Path folder;

    /** Digest of the last statement. */
    private Optional<String> last = Optional.empty();

    private SampleInstallation installation;
    private OpenLog log;
    private Budgets budgets;
    private StateStore store;

    @Override
    protected RoutesBuilder createRouteBuilder() throws Exception {
        installation = SampleInstallation.in(folder);
        var settings = installation.configuration.hub();
        HubKeys keys =
                HubKeys.read(folder.resolve("hub/keys"), settings.id(), installation.directory, installation.clock);
        log = OpenLog.open(folder.resolve("log"), keys.logSigner(settings.origin(), installation.clock));
        store = StateStore.open(folder.resolve("state"), log);
        var exchangeLog = new ExchangeLog(log, store, installation.clock);
        budgets = Budgets.open(folder.resolve("hub/budgets"), settings.zone());
        var rules = new RuleChange(folder, exchangeLog, store.state(), budgets, installation.clock)
                .rules(installation.configuration, installation.directory);
        var news = new NewsOfNodes(HubQueues.alone(), store.state(), () -> {});
        return new Stages(rules, keys, exchangeLog, store.state(), news, new Effort(), () -> {})
                .route("land-registry", "direct:in", "mock:out");
    }

    @AfterEach
    void close() throws Exception {
        budgets.close();
        store.close();
        log.close();
    }

    @Test
    void aRecordBecomesAReceiptAPresentationForEachAgreementAndANote() throws Exception {
        // Given
        Batch batch = batch(transfer(1));

        // When
        template.sendBody("direct:in", batch);

        // Then
        assertThat(sent(0)).containsExactlyElementsOf(ONE_RECORD);
        assertThat(log.log().size()).isEqualTo(3);
        assertThat(store.state().committed(0)).as("nothing is committed yet").isFalse();
    }

    @Test
    void aRepeatOfWhatIsUnderWayGetsItsReceiptAndIsNotDeliveredAgain() throws Exception {
        // Given: logged, on its way to its commit
        Incoming first = transfer(1);
        template.sendBody("direct:in", batch(first));

        // When
        template.sendBody("direct:in", batch(first, transfer(2)));

        // Then
        List<String> expected = new ArrayList<>(List.of("out.land-registry"));
        expected.addAll(ONE_RECORD);
        assertThat(sent(1)).containsExactlyElementsOf(expected);
        assertThat(log.log().size()).as("two records with two releases each").isEqualTo(6);
    }

    @Test
    void whatWasUnderWayAndRolledBackIsCarriedOutWhenItComesAgain() throws Exception {
        // Given
        Incoming message = transfer(1);
        Batch batch = batch(message);
        template.sendBody("direct:in", batch);
        BatchEnd.rollBack(batch);

        // When
        template.sendBody("direct:in", batch(message));

        // Then
        assertThat(sent(1)).containsExactlyElementsOf(ONE_RECORD);
        assertThat(log.log().size()).isEqualTo(3);
    }

    @Test
    void whatIsCommittedIsOnlyAnsweredWhenItComesAgain() throws Exception {
        // Given
        Incoming message = transfer(1);
        Batch batch = batch(message);
        template.sendBody("direct:in", batch);
        BatchEnd.commit(batch);

        // When
        template.sendBody("direct:in", batch(message));

        // Then
        assertThat(sent(1)).containsExactly("out.land-registry");
        assertThat(store.state().committed(0)).isTrue();
    }

    private static Batch batch(Incoming... messages) {
        return new Batch("in.land-registry", List.of(messages));
    }

    private List<String> sent(int batch) {
        MockEndpoint out = getMockEndpoint("mock:out");
        List<?> sent = out.getExchanges().get(batch).getMessage().getBody(List.class);
        return sent.stream().map(message -> ((Outgoing) message).address()).toList();
    }

    /** @param number in the sequence of the sender, without a gap */
    private Incoming transfer(int number) throws Exception {
        RecordType type = installation
                .configuration
                .types()
                .find(RecordTypeId.of(SampleRecords.TRANSFER))
                .orElseThrow();
        var key = installation.keys("land-registry").of(KeyUse.SEAL);
        var claims = new EnvelopeClaims(
                "land-registry",
                installation.configuration.hub().id(),
                SampleInstallation.START,
                SampleInstallation.START.plusSeconds(3_600),
                "019c0000-0000-7000-8000-00000000000" + number,
                type.id(),
                type.digest(),
                installation.hubKeys.of(KeyUse.DELIVER).verificationKey().jwk(),
                Optional.empty());
        SealedEnvelope sealed = SealedEnvelope.seal(claims, SampleRecords.transfer(), type, key);
        Jws statement = SubmissionStatement.sign(
                        "land-registry",
                        claims.audience(),
                        claims.issuedAt(),
                        dev.comity.crypto.Base64Url.encode(sealed.jws().sha256()),
                        number,
                        last,
                        List.of(),
                        key)
                .jws();
        last = Optional.of(statement.digest());
        return new Incoming(
                number,
                Optional.of(sealed.compactWith(type.leaves())),
                Map.of(Wire.CONTENT_TYPE, Wire.RECORD, Wire.SUBMIT, statement.compact()),
                Optional.empty());
    }
}
