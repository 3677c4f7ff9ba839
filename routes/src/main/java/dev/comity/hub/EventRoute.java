package dev.comity.hub;

import dev.comity.batch.Batch;
import org.apache.camel.builder.RouteBuilder;

/** Carries one agency's records to each agency whose agreement releases some of them, and its acknowledgements back. */
final class EventRoute extends RouteBuilder {

    private final String name;
    private final String sender;
    private final String in;
    private final String out;
    private final Stages stages;

    /**
     * @param sender empty text where each message names its own, because the hub wrote it
     * @param in endpoint that gives batches of this sender's messages
     * @param out endpoint that sends each outgoing message to its own address, in the transaction of the batch
     */
    EventRoute(String name, String sender, String in, String out, Stages stages) {
        this.name = name;
        this.sender = sender;
        this.in = in;
        this.out = out;
        this.stages = stages;
    }

    @Override
    public void configure() {
        // A failure goes back to the transaction, which knows whether it was a message's fault.
        errorHandler(noErrorHandler());

        from(in).routeId(name)
                .transform()
                .body(Batch.class, batch -> stages.receive(sender, batch)) // from here on, the sender is known
                .transform()
                .body(Judged.class, stages::decide)
                .transform()
                .body(Judged.class, stages::log) // before delivery: no release goes unlogged
                .transform()
                .body(Logged.class, stages::present)
                .to(out);
    }
}
