package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts arrive in both forms in which they may be sent, and no more of a large one is held than was asked for. */
class TextStreamTest {

    private static final String SMALL = "naïve 文 𝄞~";
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

    @ParameterizedTest
    @EnumSource
    void aTextArrivesWhole(Form form) throws Exception {
        assertThat(passed(form, SMALL, Integer.MAX_VALUE)).contains(SMALL);
        assertThat(passed(form, LARGE, Integer.MAX_VALUE)).contains(LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void ofALongerTextOnlyTheBeginningIsHeld(Form form) throws Exception {
        // Wherever it is cut, also within a character of several bytes.
        for (int most = 1_000; most < 1_020; most++) {
            String held = passed(form, LARGE, most).orElseThrow();

            assertThat(LARGE).startsWith(held);
            assertThat(held.length()).isBetween(most / 3, most);
        }
    }

    @Test
    void whatIsNoTextIsNone() throws Exception {
        byte[] cut = "文".getBytes(StandardCharsets.UTF_8);
        assertThat(passed(message -> message.getBodyBuffer().writeBytes(cut, 0, 2), Message.BYTES_TYPE, 9))
                .isEmpty();
        assertThat(passed(message -> message.getBodyBuffer().writeNullableSimpleString(null), Message.TEXT_TYPE, 9))
                .isEmpty();
    }

    /** As it may be written. */
    enum Form {
        BYTES(Message.BYTES_TYPE) {
            @Override
            void write(ClientMessage message, String text) {
                message.getBodyBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        },
        TEXT(Message.TEXT_TYPE) {
            @Override
            void write(ClientMessage message, String text) {
                message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(text));
            }
        };

        private final byte type;

        Form(byte type) {
            this.type = type;
        }

        abstract void write(ClientMessage message, String text);
    }

    private static Optional<String> passed(Form form, String text, int most) throws Exception {
        return passed(message -> form.write(message, text), form.type, most);
    }

    /** Written by an agency's client, read by the hub. */
    private static Optional<String> passed(Consumer<ClientMessage> writer, byte type, int most) throws Exception {
        try (var housing = sample.client("housing");
                var producer = housing.session().createProducer("in.housing");
                var hub = sample.broker().connection().transacted()) {
            ClientMessage written = housing.session().createMessage(type, true);
            writer.accept(written);
            producer.send(written);
            hub.client().start();
            ClientMessage message = hub.client().createConsumer("in.housing").receive(5_000);
            Optional<String> text = TextMessages.read(message, most);
            message.acknowledge();
            hub.client().commit();
            return text;
        }
    }
}
