package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.envelope.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerOrderTest {

    private static final int RECORDS = 1_000;
    private static final int GROUPS = 200;

    /** As large as an envelope, so that a reader has more waiting for it than its window holds. */
    private static final String PADDING = " ".repeat(4_000);

    @TempDir
    Path folder;

    @Test
    void recordsOfManyGroupsKeepTheirOrderBesideAReaderOfOtherMessages() throws Exception {
        // Given
        try (var sample = SampleBroker.on(folder);
                var housing = sample.client("housing");
                var records = sample.broker().connection().direct();
                var others = sample.broker().connection().direct()) {
            ClientConsumer ofRecords = records.client()
                    .createConsumer(Wire.in("housing"), TextMessages.allBut(Wire.COSIGNATURE, Wire.HEAD));
            ClientConsumer ofOthers =
                    others.client().createConsumer(Wire.in("housing"), TextMessages.only(Wire.COSIGNATURE, Wire.HEAD));
            ofOthers.setMessageHandler(message -> {});
            others.client().start();
            records.client().start();

            // When
            send(housing);
            List<String> received = receive(ofRecords);

            // Then
            assertThat(received)
                    .containsExactlyElementsOf(IntStream.range(0, RECORDS)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    private static List<String> receive(ClientConsumer consumer) throws Exception {
        List<String> received = new ArrayList<>();
        while (received.size() < RECORDS) {
            ClientMessage message = consumer.receive(10_000);
            if (message == null) {
                return received;
            }
            message.acknowledge();
            received.add(TextMessages.read(message).orElseThrow().strip());
        }
        return received;
    }

    /** All of them are there before the first is read. Each tenth record is followed by a message of another kind, as witnesses send them. */
    private static void send(SampleBroker.CoreClient housing) throws Exception {
        try (var producer = housing.session().createProducer(Wire.in("housing"))) {
            for (int i = 0; i < RECORDS; i++) {
                ClientMessage record = message(housing, i + PADDING, Wire.RECORD);
                record.putStringProperty(Message.HDR_GROUP_ID, SimpleString.of("group " + i % GROUPS));
                producer.send(record);
                if (i % 10 == 0) {
                    producer.send(message(housing, "other", Wire.HEAD));
                }
            }
        }
    }

    private static ClientMessage message(SampleBroker.CoreClient housing, String body, String contentType) {
        ClientMessage message = TextMessages.create(housing.session(), body);
        message.putStringProperty(Wire.CONTENT_TYPE, contentType);
        return message;
    }
}
