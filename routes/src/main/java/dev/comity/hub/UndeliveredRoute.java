package dev.comity.hub;

import dev.comity.batch.Batch;
import org.apache.camel.builder.RouteBuilder;

/** Carries what came back from consumers' queues to the dead letters, after that is logged and its provider told. */
final class UndeliveredRoute extends RouteBuilder {

    private final String in;
    private final String out;
    private final Undelivered undelivered;

    UndeliveredRoute(String in, String out, Undelivered undelivered) {
        this.in = in;
        this.out = out;
        this.undelivered = undelivered;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from(in).transform().body(Batch.class, undelivered::put).to(out);
    }
}
