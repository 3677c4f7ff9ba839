package dev.comity.batch;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends each {@link Outgoing} of the body to its own address, in the transaction of the batch that the exchange carries. */
final class BatchProducer extends DefaultProducer {

    private final Effort effort;

    BatchProducer(BatchEndpoint endpoint, Effort effort) {
        super(endpoint);
        this.effort = effort;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Sender sender = exchange.getProperty(Sender.PROPERTY, Sender.class);
        if (sender == null) {
            throw new IllegalStateException(
                    "only a route that starts with " + BatchComponent.SCHEME + " can send here");
        }
        List<?> messages = exchange.getMessage().getMandatoryBody(List.class);
        effort.of("send", () -> {
            for (Object message : messages) {
                sender.send((Outgoing) message);
            }
            return null;
        });
    }
}
