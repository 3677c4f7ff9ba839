package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.broker.SampleBroker;
import dev.comity.broker.TextMessages;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedWitness;
import dev.comity.envelope.Wire;
import dev.comity.log.LogVerifier;
import dev.comity.log.VerifierKey;
import dev.comity.log.WitnessAnswer;
import dev.comity.witness.Witness;
import dev.comity.witness.WitnessKey;
import dev.comity.witness.WitnessServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub with two witnesses that are both needed: transport, which opens no port, and housing, which takes requests over HTTP. */
class HubWitnessTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private SampleInstallation installation;
    private TrustAnchors trust;
    private Witness transport;
    private Witness housing;

    @BeforeEach
    void install() throws Exception {
        installation = SampleInstallation.in(folder);
        TrustAnchors own = installation.trust;
        trust = new TrustAnchors(
                own.registrars(), own.logs(), List.of(trusted("transport"), trusted("housing")), 2, own.hubs());
        transport = witness("transport");
        housing = witness("housing");
    }

    private TrustedWitness trusted(String agency) throws IOException {
        var key = WitnessKey.obtain(folder.resolve(agency)).verificationKey();
        return new TrustedWitness(agency, VerifierKey.ofWitness(WitnessKey.name(agency), key), 0);
    }

    private Witness witness(String agency) throws IOException {
        Path own = folder.resolve(agency);
        return Witness.open(agency, own, WitnessKey.obtain(own), trust, installation.clock)
                .orElseThrow();
    }

    private Hub start() throws Exception {
        return Hub.start(new Hub.Options(
                installation.configuration, installation.directory, trust, installation.data, installation.clock));
    }

    private WitnessServer serve() throws IOException {
        WitnessServer server = WitnessServer.start(housing, 0);
        Files.writeString(
                folder.resolve("hub/witnesses.yaml"),
                "v: 1\nhttp: {housing: \"http://127.0.0.1:%d/\"}\n".formatted(server.port()));
        return server;
    }

    /** Transport's side: answers each request of the hub. */
    private final class Cosigner implements AutoCloseable {

        private final SampleBroker.CoreClient client;

        Cosigner(Hub hub) throws Exception {
            client = new SampleBroker.CoreClient(hub.port(), "transport", SampleInstallation.passwordOf("transport"));
            var producer = client.session().createProducer(Wire.in("transport"));
            client.session()
                    .createConsumer(Wire.out("transport"), TextMessages.only(Wire.CHECKPOINT))
                    .setMessageHandler(request -> {
                        try {
                            request.acknowledge();
                            producer.send(answer(request));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }

        private ClientMessage answer(ClientMessage request) throws IOException {
            WitnessAnswer answer =
                    transport.addCheckpoint(TextMessages.read(request).orElseThrow());
            ClientMessage message = TextMessages.create(client.session(), answer.body());
            message.putStringProperty(Wire.CONTENT_TYPE, Wire.COSIGNATURE);
            message.putStringProperty(Wire.CE_ID, request.getStringProperty(Wire.CE_ID));
            message.putStringProperty(Wire.STATUS, Integer.toString(answer.status()));
            return message;
        }

        @Override
        public void close() throws Exception {
            client.close();
        }
    }

    @Test
    void checkpointsAreCosignedOverTheBrokerAndOverHttpAndNothingOfItIsRefusedOrLogged() throws Exception {
        try (WitnessServer server = serve();
                Hub hub = start();
                Cosigner cosigner = new Cosigner(hub)) {
            long entries = hub.log().size();

            assertThat(hub.awaitWitnessed(SOON)).as(hub.health().toString()).isTrue();
            assertThat(hub.log().size()).isEqualTo(entries);
            assertThat(hub.queued("in.transport")).isZero();
            assertThat(List.of(server, cosigner)).hasSize(2);
        }
        var verdict = LogVerifier.verify(folder.resolve("log"), trust, n -> {});
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(LogVerifier.Outcome.VERIFIED);
    }

    @Test
    void theHeadOfAnAgencysSubmissionsGoesToTheWitnessesAndIsNeitherRefusedNorLogged() throws Exception {
        try (Hub hub = start();
                SampleAgency housing = installation.agency("housing", hub);
                SampleAgency transport = installation.agency("transport", hub)) {
            long entries = hub.log().size();
            housing.send(new Letter("a head", Map.of(Wire.CONTENT_TYPE, Wire.HEAD), Optional.empty()));

            Letter passedOn = transport.receive();
            while (!passedOn.property(Wire.CONTENT_TYPE).equals(Wire.HEAD)) {
                passedOn = transport.receive();
            }
            assertThat(passedOn.body()).isEqualTo("a head");
            // Had the journey taken it, a refusal would be logged and lie there.
            housing.send(new Letter("no record", Map.of(Wire.CONTENT_TYPE, Wire.RECORD), Optional.empty()));
            await().atMost(SOON).until(() -> hub.log().size() > entries);
            assertThat(hub.log().size()).isEqualTo(entries + 1);
        }
    }

    @Test
    void aHubWhoseLogIsAnOlderCopySignsNothingAndSaysSo() throws Exception {
        // Given: both have seen the log; then an older copy, here an empty one, is put in its place
        try (WitnessServer server = serve();
                Hub hub = start();
                Cosigner cosigner = new Cosigner(hub)) {
            assertThat(hub.awaitWitnessed(SOON)).isTrue();
            assertThat(List.of(server, cosigner)).hasSize(2);
        }
        Files.move(folder.resolve("log"), folder.resolve("newest"));
        Files.move(folder.resolve("hub/state"), folder.resolve("state-of-newest"));
        Files.createFile(folder.resolve("hub/restored"));

        // When
        try (WitnessServer server = serve();
                Hub hub = start();
                Cosigner cosigner = new Cosigner(hub)) {

            // Then
            await().atMost(SOON).until(() -> !hub.health().up());
            assertThat(hub.health().troubles().get("log")).contains("here are 0", "older copy");
            assertThat(hub.log().size()).isZero();
            assertThat(folder.resolve("hub/restored")).exists();
            assertThat(List.of(server, cosigner)).hasSize(2);
        }
    }

    @Test
    void aHubThatStartsAgainGoesOnWhenItsWitnessesHaveAnswered() throws Exception {
        try (WitnessServer server = serve();
                Hub hub = start();
                Cosigner cosigner = new Cosigner(hub)) {
            assertThat(hub.awaitWitnessed(SOON)).isTrue();
            assertThat(List.of(server, cosigner)).hasSize(2);
        }
        Files.createFile(folder.resolve("hub/restored"));

        try (WitnessServer server = serve();
                Hub hub = start();
                Cosigner cosigner = new Cosigner(hub);
                SampleAgency agency = installation.agency("housing", hub)) {
            agency.send(new Letter("no record", Map.of(Wire.CONTENT_TYPE, Wire.RECORD), Optional.empty()));
            assertThat(agency.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.REFUSAL);
            assertThat(folder.resolve("hub/restored")).doesNotExist();
            assertThat(List.of(server, cosigner)).hasSize(2);
        }
    }
}
