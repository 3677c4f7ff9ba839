package dev.comity.batch;

import dev.comity.broker.SampleBroker;
import dev.comity.broker.TextMessages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A route between two queues of a real broker, whose step a test chooses. */
abstract class BatchRoute {

    static final String IN = "in.housing";
    static final String OUT = "out.transport";

    @TempDir
    Path folder;

    SampleBroker sample;
    CamelContext camel;
    BatchComponent component;

    /** Sizes of the batches whose route returned. */
    final List<Integer> sizes = new CopyOnWriteArrayList<>();

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

    static List<String> bodies(Batch batch) {
        return batch.messages().stream()
                .map(message -> message.body().orElseThrow())
                .toList();
    }

    static Processor poison(String body) {
        return exchange -> {
            boolean there = exchange.getMessage().getBody(Batch.class).messages().stream()
                    .anyMatch(message -> message.body().equals(Optional.of(body)));
            if (there) {
                throw new IllegalStateException("secret value in a message");
            }
        };
    }

    void route(String options, Processor step) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("comity-batch:in.housing?" + options)
                        .process(step)
                        .process(BatchRoute.this::echo)
                        .to("comity-batch:out");
            }
        });
        camel.start();
    }

    void echo(Exchange exchange) {
        Batch batch = exchange.getMessage().getBody(Batch.class);
        sizes.add(batch.messages().size());
        exchange.getMessage()
                .setBody(batch.messages().stream()
                        .map(message ->
                                new Outgoing(OUT, message.body().orElseThrow(), new HashMap<>(), message.group()))
                        .toList());
    }

    void send(int count) throws Exception {
        try (var housing = sample.client("housing")) {
            for (String body : numbered(count)) {
                housing.send(IN, body);
            }
        }
    }

    static List<String> numbered(int count) {
        List<String> bodies = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            bodies.add(Integer.toString(i));
        }
        return bodies;
    }

    List<String> drain(String queue, int count) throws Exception {
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

    ClientMessage take(String queue) throws Exception {
        try (var hub = sample.broker().connection().transacted()) {
            hub.client().start();
            return hub.client().createConsumer(queue).receive(2_000);
        }
    }
}
