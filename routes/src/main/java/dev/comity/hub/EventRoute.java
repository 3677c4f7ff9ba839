package dev.comity.hub;

import dev.comity.batch.Batch;
import org.apache.camel.builder.RouteBuilder;

/** Carries one agency's records to each agency whose agreement releases some of them, and its acknowledgements back. */
final class EventRoute extends RouteBuilder {

    private final String sender;
    private final String in;
    private final String out;
    private final Intake intake;
    private final Judgement judgement;
    private final LogStep log;
    private final Presenting presenting;

    /**
     * @param in endpoint that gives batches of this sender's messages
     * @param out endpoint that sends each outgoing message to its own address, in the transaction of the batch
     */
    EventRoute(
            String sender,
            String in,
            String out,
            Intake intake,
            Judgement judgement,
            LogStep log,
            Presenting presenting) {
        this.sender = sender;
        this.in = in;
        this.out = out;
        this.intake = intake;
        this.judgement = judgement;
        this.log = log;
        this.presenting = presenting;
    }

    @Override
    public void configure() {
        // A failure goes back to the transaction, which knows whether it was a message's fault.
        errorHandler(noErrorHandler());

        from(in).routeId("events " + sender)
                .transform()
                .body(Batch.class, batch -> intake.receive(sender, batch)) // from here on, the sender is known
                .transform()
                .body(Judged.class, judgement::decide)
                .transform()
                .body(Judged.class, log::log) // before delivery: no release goes unlogged
                .transform()
                .body(Logged.class, presenting::present)
                .to(out);
    }
}
