package dev.comity.batch;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Sends each {@link Outgoing} of the body to its own address with the batch that the exchange carries: in its transaction, when the
 * route has returned and those before it are committed.
 */
final class BatchProducer extends DefaultProducer {

    BatchProducer(BatchEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Batch batch = exchange.getProperty(BatchConsumer.BATCH, Batch.class);
        if (batch == null) {
            throw new IllegalStateException(
                    "only a route that starts with " + BatchComponent.SCHEME + " can send here");
        }
        List<?> messages = exchange.getMessage().getMandatoryBody(List.class);
        messages.forEach(message -> batch.send((Outgoing) message));
    }
}
