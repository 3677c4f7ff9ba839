package dev.comity.broker;

import static dev.comity.broker.SampleBroker.HOUSING;
import static dev.comity.broker.SampleBroker.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The permissions as a core client over TCP meets them. */
class BrokerAccessTest {

    private static final String ANOTHER = "another-secret-with-enough-letters";

    @TempDir
    static Path folder;

    private static SampleBroker sample;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleBroker.on(folder);
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void theJournalIsTheOneThatWasAskedFor() {
        assertThat(sample.broker().journalType()).isEqualTo("NIO");
    }

    @Test
    void anAgencySendsToItsOwnAddress() throws Exception {
        // Given
        long before = sample.broker().depth("in.housing");

        // When
        try (var housing = sample.client(HOUSING)) {
            housing.send("in.housing", "hello");
        }

        // Then
        assertThat(sample.broker().depth("in.housing")).isEqualTo(before + 1);
    }

    @Test
    void anAgencyReadsItsOwnAddress() throws Exception {
        // Given
        try (var hub = sample.broker().connection().transacted();
                var producer = hub.client().createProducer()) {
            producer.send("out.transport", TextMessages.create(hub.client(), "for transport"));
            hub.client().commit();
        }

        // When
        try (var transport = sample.client(TRANSPORT)) {
            var received = transport.receive(TRANSPORT);

            // Then
            assertThat(received).contains("for transport");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in.transport",
                "out.housing",
                "out.transport",
                "dead",
                "hub.index",
                "activemq.management",
                "in.nobody",
                "in.housing::in.transport"
            })
    void anAgencyIsRefusedOnEveryOtherAddressToSend(String address) throws Exception {
        try (var housing = sample.client(HOUSING)) {
            assertThatThrownBy(() -> housing.send(address, "not mine"))
                    .isInstanceOfAny(ActiveMQSecurityException.class, ActiveMQNonExistentQueueException.class);
        }
        assertThat(sample.broker().depth("in.transport")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out.transport",
                "in.housing",
                "in.transport",
                "dead",
                "hub.index",
                "out.housing::out.transport",
                "out.#"
            })
    void anAgencyIsRefusedOnEveryOtherQueueToRead(String queue) throws Exception {
        try (var housing = sample.client(HOUSING)) {
            assertThatThrownBy(() -> housing.session().createConsumer(queue))
                    .isInstanceOfAny(ActiveMQSecurityException.class, ActiveMQNonExistentQueueException.class);
        }
    }

    @Test
    void anAgencyCannotBrowseCreateOrDelete() throws Exception {
        try (var housing = sample.client(HOUSING)) {
            assertThatThrownBy(() -> housing.session().createConsumer("out.housing", true))
                    .isInstanceOf(ActiveMQSecurityException.class);
            assertThatThrownBy(() -> housing.session()
                            .createQueue(QueueConfiguration.of("mine").setAddress("mine")))
                    .isInstanceOf(ActiveMQSecurityException.class);
            assertThatThrownBy(() -> housing.session().deleteQueue("out.transport"))
                    .isInstanceOf(ActiveMQException.class);
        }
        assertThat(sample.broker().depth("out.transport")).isNotNegative();
    }

    @Test
    void anAgencyCannotManageTheBroker() throws Exception {
        try (var housing = sample.client(HOUSING)) {
            assertThatThrownBy(() -> {
                        try (var requestor = new ClientRequestor(housing.session(), "activemq.management")) {
                            ClientMessage ask = housing.session().createMessage(false);
                            ManagementHelper.putAttribute(ask, "broker", "version");
                            requestor.request(ask, 500);
                        }
                    })
                    .isInstanceOf(ActiveMQSecurityException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "housing,   wrong",
        "housing,   a-secret-with-enough-letters-of-transport",
        "nobody,    a-secret-with-enough-letters-of-nobody",
        "_hub,      a-secret-with-enough-letters-of-_hub",
        "'',        ''"
    })
    void whoDoesNotKnowThePasswordIsNotLetIn(String user, String password) {
        assertThatThrownBy(() -> sample.client(user, password).close()).isInstanceOf(ActiveMQSecurityException.class);
    }

    @Test
    void aPasswordThatWasReplacedDoesNotLetInAnyMore() throws Exception {
        // Given
        sample.client(TRANSPORT).close();
        BrokerUsers.register(folder, TRANSPORT, ANOTHER.toCharArray());

        // When
        var oldPassword = org.assertj.core.api.Assertions.catchThrowable(
                () -> new SampleBroker.CoreClient(sample.broker().port(), TRANSPORT, SampleBroker.passwordOf(TRANSPORT))
                        .close());

        // Then
        assertThat(oldPassword).isInstanceOf(ActiveMQSecurityException.class);
        sample.client(TRANSPORT, ANOTHER).close();
        BrokerUsers.register(
                folder, TRANSPORT, SampleBroker.passwordOf(TRANSPORT).toCharArray());
    }
}
