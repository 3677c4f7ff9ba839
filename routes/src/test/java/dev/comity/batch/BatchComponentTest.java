package dev.comity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.broker.Broker;
import dev.comity.broker.TextMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Batches, transactions and poison on a real broker. */
class BatchComponentTest extends BatchRoute {

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
}
