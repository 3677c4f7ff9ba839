package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large texts pass piece by piece, in the broker's own form, and no more of one is held than was asked for. */
class TextStreamTest {

    private static final String LARGE = "naïve 文 𝄞~".repeat(20_000);

    @TempDir
    static java.nio.file.Path folder;

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
    void theStreamIsWhatTheBrokersOwnWriterMakes() throws Exception {
        byte[] made;
        try (TextOut out = new TextOut(LARGE)) {
            made = out.readAllBytes();
        }

        assertThat(made).hasSize(5 + 2 * LARGE.length());
        assertThat(java.util.Arrays.copyOfRange(made, 5, made.length))
                .isEqualTo(SimpleString.of(LARGE).getData());
        TextIn in = new TextIn(LARGE.length());
        in.write(made);
        assertThat(in.text()).isEqualTo(LARGE);
    }

    @Test
    void aLargeTextArrivesWhole() throws Exception {
        assertThat(passed(Integer.MAX_VALUE)).contains(LARGE);
    }

    @Test
    void ofALongerTextOnlyTheBeginningIsHeld() throws Exception {
        assertThat(passed(1_000)).contains(LARGE.substring(0, 1_000));
    }

    /** Written by an agency's client, read by the hub. */
    private static Optional<String> passed(int most) throws Exception {
        try (var housing = sample.client("housing");
                var hub = sample.broker().connection().transacted()) {
            housing.send("in.housing", LARGE);
            hub.client().start();
            ClientMessage message = hub.client().createConsumer("in.housing").receive(5_000);
            Optional<String> text = TextMessages.read(message, most);
            message.acknowledge();
            hub.client().commit();
            return text;
        }
    }
}
