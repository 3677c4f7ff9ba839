package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer that is away: what waits for it is on disk, nobody else is slowed, and it gets all of it in order. */
class BrokerPagingTest {

    private static final int MESSAGES = 3_000;
    private static final int QUEUE_BYTES = 200_000;
    private static final String PADDING = " ".repeat(2_000);

    @TempDir
    Path folder;

    @Test
    void whatWaitsForOneConsumerIsOnDiskAndTheOthersGetTheirs() throws Exception {
        for (String agency : List.of("housing", "transport")) {
            BrokerUsers.register(folder, agency, SampleBroker.passwordOf(agency).toCharArray());
        }
        EmbeddedBroker broker = new EmbeddedBroker(
                new BrokerSettings(folder, "127.0.0.1", 0, Set.of("housing", "transport"), QUEUE_BYTES));
        broker.start();
        try (var hub = broker.connection().transacted();
                var housing =
                        new SampleBroker.CoreClient(broker.port(), "housing", SampleBroker.passwordOf("housing"));
                var transport =
                        new SampleBroker.CoreClient(broker.port(), "transport", SampleBroker.passwordOf("transport"))) {
            // When: transport is away, and housing reads
            List<String> read = new ArrayList<>();
            try (var ofHousing = housing.session().createConsumer("out.housing")) {
                for (int i = 0; i < MESSAGES; i += 100) {
                    sendAsHub(hub, i);
                    read.addAll(receive(ofHousing, 100));
                }
            }

            // Then
            assertThat(read).isEqualTo(numbered());
            assertThat(broker.depth("out.transport")).isEqualTo(MESSAGES);
            assertThat(bytesIn(folder.resolve("broker/paging"))).isGreaterThan(10L * QUEUE_BYTES);

            // And: it comes back
            try (var ofTransport = transport.session().createConsumer("out.transport")) {
                assertThat(receive(ofTransport, MESSAGES)).isEqualTo(numbered());
            }
        } finally {
            broker.stop();
        }
    }

    private static void sendAsHub(HubConnection.Session hub, int first) throws Exception {
        try (var producer = hub.client().createProducer()) {
            for (int i = first; i < first + 100; i++) {
                for (String agency : List.of("housing", "transport")) {
                    producer.send("out." + agency, TextMessages.create(hub.client(), i + PADDING));
                }
            }
        }
        hub.client().commit();
    }

    private static List<String> receive(org.apache.activemq.artemis.api.core.client.ClientConsumer consumer, int count)
            throws Exception {
        List<String> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ClientMessage message = consumer.receive(10_000);
            assertThat(message).as("message %d of %d", i, count).isNotNull();
            message.acknowledge();
            received.add(TextMessages.read(message).orElseThrow().strip());
        }
        return received;
    }

    private static List<String> numbered() {
        return IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();
    }

    private static long bytesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
