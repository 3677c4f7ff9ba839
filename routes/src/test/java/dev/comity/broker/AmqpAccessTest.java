package dev.comity.broker;

import static dev.comity.broker.SampleBroker.HOUSING;
import static dev.comity.broker.SampleBroker.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.batch.Outgoing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same permissions, and the same texts, as an AMQP 1.0 client of other people's making meets them. */
class AmqpAccessTest {

    @TempDir
    static Path folder;

    private static SampleBroker sample;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleBroker.on(folder);
        client = Client.create();
    }

    @AfterAll
    static void stop() {
        client.close();
        sample.close();
    }

    @Test
    void aStringValueArrivesAsText() throws Exception {
        // When
        try (Connection housing = connect(HOUSING, SampleBroker.passwordOf(HOUSING))) {
            send(housing, "in.housing", Message.create("naïve 文").property("content_type", "application/x"));
        }

        // Then
        assertThat(takeFrom("in.housing")).isEqualTo("naïve 文 as application/x");
    }

    @Test
    void aDataSectionArrivesAsText() throws Exception {
        // When
        try (Connection housing = connect(HOUSING, SampleBroker.passwordOf(HOUSING))) {
            Message<byte[]> data = Message.create("naïve 文".getBytes(StandardCharsets.UTF_8));
            data.property("content_type", "application/x");
            send(housing, "in.housing", data);
        }

        // Then
        assertThat(takeFrom("in.housing")).isEqualTo("naïve 文 as application/x");
    }

    @Test
    void whatTheHubSendsIsADataSectionWithItsProperties() throws Exception {
        // Given
        sendAsHub("out.transport", "presentation", Map.of("comity-entry", "{}", "content_type", "application/y"));

        // When
        try (Connection transport = connect(TRANSPORT, SampleBroker.passwordOf(TRANSPORT));
                var receiver = transport.openReceiver("out.transport")) {
            Delivery delivery = receiver.receive(5, TimeUnit.SECONDS);

            // Then
            assertThat((Object) delivery.message().body()).isEqualTo("presentation".getBytes(StandardCharsets.UTF_8));
            assertThat(delivery.message().property("comity-entry")).isEqualTo("{}");
            assertThat(delivery.message().property("content_type")).isEqualTo("application/y");
            delivery.accept();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.transport", "out.housing", "out.transport", "dead", "hub.index", "activemq.management"})
    void anAgencyIsRefusedOnEveryOtherAddressToSend(String address) throws Exception {
        try (Connection housing = connect(HOUSING, SampleBroker.passwordOf(HOUSING))) {
            assertThatThrownBy(() -> send(housing, address, Message.create("not mine")))
                    .isInstanceOf(ClientException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.transport", "in.housing", "dead", "hub.index", "out.housing::out.transport"})
    void anAgencyIsRefusedOnEveryOtherQueueToRead(String queue) throws Exception {
        try (Connection housing = connect(HOUSING, SampleBroker.passwordOf(HOUSING))) {
            assertThatThrownBy(() -> housing.openReceiver(queue).openFuture().get(5, TimeUnit.SECONDS))
                    .hasMessageContaining("not");
        }
    }

    @Test
    void aDynamicAddressIsRefused() throws Exception {
        try (Connection housing = connect(HOUSING, SampleBroker.passwordOf(HOUSING))) {
            assertThatThrownBy(() -> housing.openDynamicReceiver().openFuture().get(5, TimeUnit.SECONDS))
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void nobodyComesInWithoutAPassword() {
        assertThatThrownBy(() -> client.connect("127.0.0.1", sample.broker().port())
                        .openFuture()
                        .get(5, TimeUnit.SECONDS))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> connect(HOUSING, "wrong")).isInstanceOf(Exception.class);
    }

    private static Connection connect(String user, String password) throws Exception {
        var options = new ConnectionOptions().user(user).password(password).reconnectEnabled(false);
        Connection connection = client.connect("127.0.0.1", sample.broker().port(), options);
        connection.openFuture().get(5, TimeUnit.SECONDS);
        return connection;
    }

    private static void send(Connection connection, String address, Message<?> message) throws Exception {
        try (var sender = connection.openSender(address)) {
            sender.openFuture().get(5, TimeUnit.SECONDS);
            sender.send(message.durable(true)).awaitSettlement(5, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private static void sendAsHub(String address, String body, Map<String, String> properties) throws Exception {
        var message = new Outgoing(address, body, properties, Optional.empty());
        try (var hub = sample.broker().connection().transacted();
                var producer = hub.client().createProducer()) {
            producer.send(address, TextMessages.create(hub.client(), message.body(), message.properties()));
            hub.client().commit();
        }
    }

    private static String takeFrom(String queue) throws Exception {
        try (var hub = sample.broker().connection().transacted()) {
            hub.client().start();
            ClientMessage message = hub.client().createConsumer(queue).receive(5_000);
            String text = TextMessages.read(message).orElseThrow() + " as " + message.getStringProperty("content_type");
            message.acknowledge();
            hub.client().commit();
            return text;
        }
    }
}
