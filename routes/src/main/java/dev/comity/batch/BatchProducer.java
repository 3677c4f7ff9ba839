package dev.comity.batch;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends each {@link Outgoing} of the body to its own address, in the transaction of the batch that the exchange carries. */
final class BatchProducer extends DefaultProducer {

    BatchProducer(BatchEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Sender sender = exchange.getProperty(Sender.PROPERTY, Sender.class);
        if (sender == null) {
            throw new IllegalStateException(
                    "only a route that starts with " + BatchComponent.SCHEME + " can send here");
        }
        for (Object message : exchange.getMessage().getMandatoryBody(List.class)) {
            sender.send((Outgoing) message);
        }
    }
}
