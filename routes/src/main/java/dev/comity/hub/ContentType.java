package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.envelope.Wire;
import java.util.Optional;

/** What a message says that its body is: our own property, or the content type of an AMQP 1.0 message. */
final class ContentType {

    /** Where the broker keeps the content type of AMQP's own properties section. */
    private static final String OF_AMQP = "JMS_AMQP_ContentType";

    private ContentType() {}

    static Optional<String> of(Incoming message) {
        return message.property(Wire.CONTENT_TYPE).or(() -> message.property(OF_AMQP));
    }
}
