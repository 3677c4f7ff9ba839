package dev.comity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.broker.Broker;
import dev.comity.broker.SampleBroker;
import dev.comity.broker.TextMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches, transactions and poison on a real broker. */
class BatchComponentTest {

    private static final String IN = "in.housing";
    private static final String OUT = "out.transport";

    @TempDir
    Path folder;

    private SampleBroker sample;
    private CamelContext camel;
    private BatchComponent component;

    /** Sizes of the batches whose route returned. */
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        sample = SampleBroker.on(folder);
        component = new BatchComponent(() -> sample.broker().connection());
        camel = new DefaultCamelContext();
        camel.addComponent(BatchComponent.SCHEME, component);
    }

    @AfterEach
    void stop() {
        camel.stop();
        sample.close();
    }

    @Test
    void aBatchIsTakenWholeAndItsSendsAreOneTransaction() throws Exception {
        // Given
        send(250);

        // When
        route("size=100&wait=20", exchange -> {});

        // Then
        await().until(() -> sample.broker().depth(OUT) == 250);
        assertThat(sizes).containsExactly(100, 100, 50);
        assertThat(drain(OUT, 250)).isEqualTo(numbered(250));
    }

    @Test
    void aSingleMessageDoesNotWaitForOthers() throws Exception {
        // Given
        route("size=100&wait=10000", exchange -> {});

        // When
        long sent = System.nanoTime();
        send(1);
        await().pollInterval(Duration.ofMillis(5)).until(() -> sample.broker().depth(OUT) == 1);

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void onePoisonMessageAmongAHundredEndsAloneAndItsNeighboursGoThroughInOrder() throws Exception {
        // Given
        send(100);

        // When
        route("size=100&attempts=3", poison("42"));

        // Then
        await().until(() -> sample.broker().depth(OUT) == 99 && sample.broker().depth(Broker.DEAD) == 1);
        List<String> expected = new ArrayList<>(numbered(100));
        expected.remove("42");
        assertThat(drain(OUT, 99)).isEqualTo(expected);
        ClientMessage dead = take(Broker.DEAD);
        assertThat(TextMessages.read(dead)).contains("42");
        assertThat(dead.getStringProperty(DeadLetter.FROM)).isEqualTo(IN);
        assertThat(dead.getStringProperty(DeadLetter.REASON))
                .startsWith("IllegalStateException at ")
                .endsWith("3 attempts alone")
                .doesNotContain("secret");
        assertThat(sample.broker().depth(IN)).isZero();
    }

    @Test
    void attemptsAreCountedOnAfterARestart() throws Exception {
        // Given: two of three attempts are made, and the hub stops
        AtomicInteger tried = new AtomicInteger();
        component.keepAttemptsIn(folder.resolve("attempts"));
        send(1);
        route("size=10&attempts=3", exchange -> {
            if (tried.incrementAndGet() >= 3) {
                throw new Unavailable("the hub stops here", null);
            }
            throw new IllegalStateException("a fault of the program");
        });
        await().until(() -> tried.get() >= 3);
        camel.stop();

        // When
        AtomicInteger again = new AtomicInteger();
        component = new BatchComponent(() -> sample.broker().connection());
        component.keepAttemptsIn(folder.resolve("attempts"));
        camel = new DefaultCamelContext();
        camel.addComponent(BatchComponent.SCHEME, component);
        route("size=10&attempts=3", exchange -> {
            again.incrementAndGet();
            throw new IllegalStateException("a fault of the program");
        });

        // Then
        await().until(() -> sample.broker().depth(Broker.DEAD) == 1);
        assertThat(again).hasValue(1);
        await().until(() -> !java.nio.file.Files.exists(folder.resolve("attempts/in.housing")));
    }

    @Test
    void afterAPoisonMessageTheNextBatchesAreFullAgain() throws Exception {
        // Given
        send(30);

        // When
        route("size=10&attempts=1", poison("5"));

        // Then
        await().until(() -> sample.broker().depth(OUT) == 29);
        assertThat(sizes).hasSize(11).endsWith(10, 10);
    }

    @Test
    void whatIsUnavailableIsWaitedForAndCountsAgainstNoMessage() throws Exception {
        // Given
        send(10);
        AtomicInteger failures = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean(true);

        // When
        route("size=10&attempts=2", exchange -> {
            if (broken.get()) {
                failures.incrementAndGet();
                throw new Unavailable("the disk is full", null);
            }
        });
        await().until(() -> failures.get() >= 5);
        Map<String, String> troubles = component.troubles();
        broken.set(false);

        // Then
        await().until(() -> sample.broker().depth(OUT) == 10);
        assertThat(troubles).containsExactly(Map.entry(IN, "the disk is full"));
        assertThat(component.troubles()).isEmpty();
        assertThat(sample.broker().depth(Broker.DEAD)).isZero();
        assertThat(drain(OUT, 10)).isEqualTo(numbered(10));
    }

    @Test
    void nothingOfAFailedBatchIsSent() throws Exception {
        // Given
        send(3);
        AtomicBoolean failed = new AtomicBoolean();

        // When: the failure comes after the sends
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("comity-batch:in.housing")
                        .process(BatchComponentTest.this::echo)
                        .to("comity-batch:out")
                        .process(exchange -> {
                            if (failed.compareAndSet(false, true)) {
                                throw new Unavailable("once", null);
                            }
                        });
            }
        });
        camel.start();

        // Then
        await().until(() -> sample.broker().depth(IN) == 0);
        assertThat(drain(OUT, 3)).isEqualTo(numbered(3));
        assertThat(sample.broker().depth(OUT)).isZero();
    }

    @Test
    void largeBodiesPassWhole() throws Exception {
        // Given
        String large = "x".repeat(400_000);
        try (var housing = sample.client("housing")) {
            housing.send(IN, large);
            housing.send(IN, "small");
            housing.send(IN, large);
        }

        // When
        route("size=10", exchange -> {});

        // Then
        await().until(() -> sample.broker().depth(OUT) == 3);
        assertThat(drain(OUT, 3)).containsExactly(large, "small", large);
    }

    @Test
    void aStopLetsTheBatchUnderWayEnd() throws Exception {
        // Given
        AtomicBoolean entered = new AtomicBoolean();
        send(1);
        route("size=1", exchange -> {
            entered.set(true);
            Thread.sleep(500);
        });
        await().until(entered::get);

        // When
        camel.stop();

        // Then
        assertThat(sample.broker().depth(OUT)).isEqualTo(1);
        assertThat(sample.broker().depth(IN)).isZero();
    }

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
                        .process(BatchComponentTest.this::echo)
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

    private static List<String> bodies(Batch batch) {
        return batch.messages().stream()
                .map(message -> message.body().orElseThrow())
                .toList();
    }

    private static Processor poison(String body) {
        return exchange -> {
            boolean there = exchange.getMessage().getBody(Batch.class).messages().stream()
                    .anyMatch(message -> message.body().equals(Optional.of(body)));
            if (there) {
                throw new IllegalStateException("secret value in a message");
            }
        };
    }

    private void route(String options, Processor step) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("comity-batch:in.housing?" + options)
                        .process(step)
                        .process(BatchComponentTest.this::echo)
                        .to("comity-batch:out");
            }
        });
        camel.start();
    }

    private void echo(Exchange exchange) {
        Batch batch = exchange.getMessage().getBody(Batch.class);
        sizes.add(batch.messages().size());
        exchange.getMessage()
                .setBody(batch.messages().stream()
                        .map(message ->
                                new Outgoing(OUT, message.body().orElseThrow(), new HashMap<>(), message.group()))
                        .toList());
    }

    private void send(int count) throws Exception {
        try (var housing = sample.client("housing")) {
            for (String body : numbered(count)) {
                housing.send(IN, body);
            }
        }
    }

    private static List<String> numbered(int count) {
        List<String> bodies = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            bodies.add(Integer.toString(i));
        }
        return bodies;
    }

    private List<String> drain(String queue, int count) throws Exception {
        List<String> bodies = new ArrayList<>();
        try (var hub = sample.broker().connection().transacted()) {
            hub.client().start();
            var consumer = hub.client().createConsumer(queue);
            for (int i = 0; i < count; i++) {
                ClientMessage message = consumer.receive(2_000);
                bodies.add(TextMessages.read(message).orElseThrow());
                message.acknowledge();
            }
            hub.client().commit();
        }
        return bodies;
    }

    private ClientMessage take(String queue) throws Exception {
        try (var hub = sample.broker().connection().transacted()) {
            hub.client().start();
            return hub.client().createConsumer(queue).receive(2_000);
        }
    }
}
