package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartTest {

    @TempDir
    Path folder;

    @Test
    void whatWasQueuedIsThereAfterARestartOnTheSameFolder() throws Exception {
        // Given
        String large = "x".repeat(300_000);
        try (var first = SampleBroker.on(folder);
                var housing = first.client("housing")) {
            housing.send("in.housing", "queued");
            housing.send("in.housing", large);
        }

        // When
        try (var second = SampleBroker.on(folder)) {

            // Then
            assertThat(second.broker().depth("in.housing")).isEqualTo(2);
            assertThat(bodies(second)).containsExactly("queued", large);
        }
    }

    @Test
    void theStopCompletesAlsoWhileAClientIsConnected() throws Exception {
        // Given
        var camel = new DefaultCamelContext();
        var broker = new EmbeddedBroker(new BrokerSettings(folder, "127.0.0.1", 0, java.util.Set.of("housing")));
        BrokerUsers.register(
                folder, "housing", SampleBroker.passwordOf("housing").toCharArray());
        camel.addService(broker, true, true);
        camel.start();
        var client = new SampleBroker.CoreClient(broker.port(), "housing", SampleBroker.passwordOf("housing"));

        // When
        assertTimeoutPreemptively(Duration.ofSeconds(10), camel::stop);

        // Then
        assertThat(broker.isStopped()).isTrue();
        assertThat(client.session().isClosed() || !portAnswers(client)).isTrue();
    }

    @Test
    void aFolderThatAnotherBrokerHoldsIsRefusedWithTheReason() throws Exception {
        try (var first = SampleBroker.on(folder)) {
            assertThatThrownBy(() -> SampleBroker.on(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Does another hub use this folder");
            assertThat(first.broker().isStarted()).isTrue();
        }
    }

    private static boolean portAnswers(SampleBroker.CoreClient client) {
        try {
            client.send("in.housing", "anybody there");
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    private static List<String> bodies(SampleBroker sample) throws Exception {
        try (var session = sample.broker().connection().transacted()) {
            session.client().start();
            var consumer = session.client().createConsumer("in.housing");
            return List.of(
                    TextMessages.read(consumer.receive(2_000)).orElseThrow(),
                    TextMessages.read(consumer.receive(2_000)).orElseThrow());
        }
    }
}
