package dev.comity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Several batches of one queue under way: their order holds, and where one fails those behind it come again with it. */
class PipelineTest extends BatchRoute {

    @Test
    void aStopLetsAllBatchesUnderWayEndAndTakesNoMore() throws Exception {
        // Given: more batches than are under way at once
        AtomicBoolean entered = new AtomicBoolean();
        send(100);
        route("size=10", exchange -> {
            entered.set(true);
            Thread.sleep(300);
        });
        await().until(entered::get);

        // When
        camel.stop();

        // Then
        int done = (int) sample.broker().depth(OUT);
        assertThat(done).isEqualTo(10 * sizes.size()).isLessThan(100);
        assertThat(sample.broker().depth(IN)).isEqualTo(100 - done);
        assertThat(drain(OUT, done)).isEqualTo(numbered(done));
    }

    @Test
    void whatIsUnderWayBehindABatchThatFailsComesAgainInItsOrder() throws Exception {
        // Given
        send(50);
        AtomicInteger committed = new AtomicInteger();
        List<String> begun = new CopyOnWriteArrayList<>();
        AtomicBoolean failed = new AtomicBoolean();

        // When: the second batch fails when those behind it have had the time to be taken
        route("size=10", exchange -> {
            Batch batch = exchange.getMessage().getBody(Batch.class);
            begun.add(bodies(batch).get(0));
            batch.afterCommit(() -> committed.addAndGet(batch.messages().size()));
            Thread.sleep(50);
            if (bodies(batch).contains("11") && failed.compareAndSet(false, true)) {
                throw new Unavailable("once", null);
            }
        });

        // Then
        await().until(() -> sample.broker().depth(OUT) == 50);
        assertThat(drain(OUT, 50)).isEqualTo(numbered(50));
        await().until(() -> committed.get() == 50);
        assertThat(begun)
                .as("none is begun before the one that failed")
                .containsExactly("1", "11", "11", "21", "31", "41");
    }

    @Test
    void whatIsUnderWayBehindABatchThatCannotBeSentIsRolledBackWithIt() throws Exception {
        // Given
        send(30);
        List<List<String>> rolledBack = new CopyOnWriteArrayList<>();
        List<String> committed = new CopyOnWriteArrayList<>();
        AtomicBoolean failed = new AtomicBoolean();

        // When: what the first batch sends cannot be sent, which shows when its route has returned
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("comity-batch:in.housing?size=10")
                        .process(exchange -> {
                            Batch batch = exchange.getMessage().getBody(Batch.class);
                            List<String> bodies = bodies(batch);
                            batch.afterRollback(() -> rolledBack.add(bodies));
                            batch.afterCommit(() -> committed.addAll(bodies));
                        })
                        .process(PipelineTest.this::echo)
                        .process(exchange -> {
                            List<?> echoed = exchange.getMessage().getBody(List.class);
                            boolean first = ((Outgoing) echoed.get(0)).body().equals("1");
                            if (first && failed.compareAndSet(false, true)) {
                                exchange.getMessage()
                                        .setBody(List.of(((Outgoing) echoed.get(0))
                                                .waiting(Duration.ofSeconds(Long.MAX_VALUE))));
                                // The next batches are taken before this one goes on.
                                Thread.sleep(100);
                            }
                        })
                        .to("comity-batch:out");
            }
        });
        camel.start();

        // Then
        await().until(() -> sample.broker().depth(IN) == 0 && sample.broker().depth(OUT) == 30);
        assertThat(drain(OUT, 30)).isEqualTo(numbered(30));
        await().until(() -> committed.size() == 30);
        assertThat(committed).isEqualTo(numbered(30));
        assertThat(rolledBack).first().isEqualTo(numbered(10));
    }
}
