package dev.comity.broker;

import static dev.comity.broker.SampleBroker.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker inside the hub's process. */
class BrokerAccessTest extends AccessPromises {

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

    @Override
    Broker broker() {
        return sample.broker();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.housing::in.transport", "in.housing::out.transport", "in.housing::hub.index"})
    void aQualifiedNameOfAnothersQueueIsRefused(String address) throws Exception {
        try (var housing = sample.client("housing")) {
            assertThatThrownBy(() -> housing.send(address, "not mine"))
                    .isInstanceOfAny(ActiveMQSecurityException.class, ActiveMQNonExistentQueueException.class);
        }
    }

    @Test
    void theJournalIsTheOneThatWasAskedFor() {
        assertThat(sample.broker().journalType()).isEqualTo("NIO");
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
