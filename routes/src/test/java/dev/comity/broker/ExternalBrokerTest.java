package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub begins with an external broker only if everything is there that it needs. */
class ExternalBrokerTest {

    @TempDir
    Path folder;

    @Test
    void everyMissingQueueIsNamedAtOnce() throws Exception {
        try (var sample = SampleStandalone.on(folder)) {
            // When
            var refused = catchThrowable(() -> start(sample, Set.of("housing", "police", "water"), "_hub"));

            // Then
            assertThat(refused)
                    .isInstanceOf(BrokerNotStarted.class)
                    .hasMessageContaining("lacks 12 of the queues")
                    .hasMessageContaining("in.police, out.police, in.water, out.water");
        }
    }

    @Test
    void aHubWithAWrongPasswordIsToldWhereToLook() throws Exception {
        try (var sample = SampleStandalone.on(folder)) {
            Files.writeString(folder.resolve(StandaloneBroker.PASSWORD), "another-password-with-enough-letters\n");

            // When
            var refused = catchThrowable(() -> start(sample, SampleStandalone.AGENCIES, "_hub"));

            // Then
            assertThat(refused).isInstanceOf(BrokerNotStarted.class).hasMessageContaining("does not let '_hub' in");
        }
    }

    @Test
    void anAgencyIsNotTakenForTheHub() throws Exception {
        try (var sample = SampleStandalone.on(folder)) {
            Files.writeString(folder.resolve(StandaloneBroker.PASSWORD), SampleBroker.passwordOf("housing"));

            // When
            start(sample, SampleStandalone.AGENCIES, "housing");
            var refused = catchThrowable(() -> {
                try (var session = other.connection().direct()) {
                    session.client().createConsumer("in.transport");
                }
            });

            // Then
            assertThat(refused).hasMessageContaining("housing");
        }
    }

    private ExternalBroker other;

    private void start(SampleStandalone sample, Set<String> agencies, String user) {
        int port = sample.broker().places().first().port();
        other = new ExternalBroker(
                SampleStandalone.access(port, user, folder.resolve(StandaloneBroker.PASSWORD)),
                folder,
                agencies,
                SampleStandalone.NODES);
        other.start();
    }
}
