package dev.comity.broker;

import static dev.comity.broker.SampleBroker.HOUSING;
import static dev.comity.broker.SampleBroker.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The permissions as a core client over TCP meets them, whoever runs the broker and however it was laid out. */
abstract class AccessPromises {

    /** As the hub sees it; running. */
    abstract Broker broker();

    private SampleBroker.CoreClient client(String user) throws Exception {
        return client(user, SampleBroker.passwordOf(user));
    }

    private SampleBroker.CoreClient client(String user, String password) throws Exception {
        return new SampleBroker.CoreClient(broker().places().first().port(), user, password);
    }

    @Test
    void anAgencySendsToItsOwnAddress() throws Exception {
        // Given
        long before = broker().depth("in.housing");

        // When
        try (var housing = client(HOUSING)) {
            housing.send("in.housing", "hello");
        }

        // Then
        assertThat(broker().depth("in.housing")).isEqualTo(before + 1);
    }

    @Test
    void anAgencyReadsItsOwnAddress() throws Exception {
        // Given
        try (var hub = broker().connection().transacted();
                var producer = hub.client().createProducer()) {
            producer.send("out.transport", TextMessages.create(hub.client(), "for transport"));
            hub.client().commit();
        }

        // When
        try (var transport = client(TRANSPORT)) {
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
                "hub.notes",
                "hub.settlement",
                "hub.settlement.1",
                "witness.housing",
                "hub.node.1.transport",
                "activemq.management",
                "in.nobody"
            })
    void anAgencyIsRefusedOnEveryOtherAddressToSend(String address) throws Exception {
        try (var housing = client(HOUSING)) {
            assertThatThrownBy(() -> housing.send(address, "not mine"))
                    .isInstanceOfAny(ActiveMQSecurityException.class, ActiveMQNonExistentQueueException.class);
        }
        assertThat(broker().depth("in.transport")).isZero();
    }

    /** Our own broker refuses it; one with roles alone takes it and puts it nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {"in.housing::in.transport", "in.housing::out.transport", "in.housing::hub.index"})
    void whatAnAgencySendsToAnothersQueueByItsQualifiedNameDoesNotArrive(String address) throws Exception {
        // Given
        String queue = address.substring(address.indexOf("::") + 2);
        long before = broker().depth(queue);

        // When
        try (var housing = client(HOUSING)) {
            catchThrowable(() -> housing.send(address, "not mine"));
        }

        // Then
        assertThat(broker().depth(queue)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out.transport",
                "in.housing",
                "in.transport",
                "dead",
                "hub.index",
                "hub.notes.1",
                "witness.housing.1",
                "hub.node.1.transport",
                "hub.evidence.2",
                "hub.settlement.1",
                "hub.expired.1",
                "hub.rejected",
                "out.housing::out.transport",
                "out.#"
            })
    void anAgencyIsRefusedOnEveryOtherQueueToRead(String queue) throws Exception {
        try (var housing = client(HOUSING)) {
            assertThatThrownBy(() -> housing.session().createConsumer(queue))
                    .isInstanceOfAny(ActiveMQSecurityException.class, ActiveMQNonExistentQueueException.class);
        }
    }

    @Test
    void anAgencyCannotBrowseCreateOrDelete() throws Exception {
        try (var housing = client(HOUSING)) {
            assertThatThrownBy(() -> housing.session().createConsumer("out.housing", true))
                    .isInstanceOf(ActiveMQSecurityException.class);
            assertThatThrownBy(() -> housing.session()
                            .createQueue(QueueConfiguration.of("mine").setAddress("mine")))
                    .isInstanceOf(ActiveMQSecurityException.class);
            assertThatThrownBy(() -> housing.session().deleteQueue("out.transport"))
                    .isInstanceOf(ActiveMQException.class);
        }
        try (var transport = client(TRANSPORT)) {
            transport.session().createConsumer("out.transport").close();
        }
    }

    @Test
    void anAgencyCannotManageTheBroker() throws Exception {
        try (var housing = client(HOUSING)) {
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
        assertThatThrownBy(() -> client(user, password).close()).isInstanceOf(ActiveMQSecurityException.class);
    }
}
