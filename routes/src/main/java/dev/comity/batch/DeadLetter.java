package dev.comity.batch;

import dev.comity.broker.Broker;
import java.util.HashMap;
import java.util.Map;

/** What a message becomes that failed too often: itself, with where it came from and why it failed. */
final class DeadLetter {

    static final String FROM = "comity-from";
    static final String REASON = "comity-reason";

    private DeadLetter() {}

    static Outgoing of(String queue, Incoming message, String reason) {
        Map<String, String> properties = new HashMap<>(message.properties());
        properties.keySet().removeIf(name -> name.startsWith("_AMQ_") || name.startsWith("JMS_AMQP_"));
        properties.put(FROM, queue);
        properties.put(REASON, reason);
        return new Outgoing(Broker.DEAD, message.body().orElse(""), properties, message.group());
    }
}
