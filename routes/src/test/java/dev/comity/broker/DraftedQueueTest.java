package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.adapter.AdapterRoutes;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.sketch.Draft;
import dev.comity.sketch.Order;
import dev.comity.sketch.Order.From;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drafted adapters for queues, over JMS and over AMQP, against a broker of the agency's own. */
class DraftedQueueTest {

    @TempDir
    Path root;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    @BeforeEach
    void start() throws Exception {
        broker.setConfiguration(new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0?protocols=CORE,AMQP"));
        broker.start();
    }

    @AfterEach
    void stop() throws Exception {
        broker.stop();
    }

    private String url(From from) {
        NettyAcceptor acceptor =
                (NettyAcceptor) broker.getActiveMQServer().getRemotingService().getAcceptor("tcp");
        return (from == From.JMS ? "tcp" : "amqp") + "://127.0.0.1:" + acceptor.getActualPort();
    }

    private AdapterRoutes run(From from, Direction direction, AdapterRoutes.Source source) throws Exception {
        RecordType type = RecordTypes.load(Path.of(System.getProperty("comity.home"), "schemas"), new ArrayList<>())
                .find(RecordTypeId.of("property-transfer/1"))
                .orElseThrow();
        String id = "a/" + direction.name().toLowerCase(java.util.Locale.ROOT);
        Path folder = Draft.write(
                        new Order(id, type, direction, from, Optional.empty()), root.resolve(direction.name()))
                .folder();
        AdapterFolder adapter = AdapterFolder.load(folder, new ArrayList<>()).orElseThrow();
        return AdapterRoutes.start(
                "a", root, List.of(adapter), Map.of(id + ".brokerUrl", url(from), id + ".queue", "records"), source);
    }

    @ParameterizedTest
    @EnumSource(names = {"JMS", "AMQP"})
    void aMessageComesAgainUntilItIsTaken(From from) throws Exception {
        FailingOnce source = new FailingOnce();
        try (AdapterRoutes sink = run(from, Direction.SINK, source);
                AdapterRoutes reading = run(from, Direction.SOURCE, source)) {
            sink.opened(
                    RecordTypeId.of("property-transfer/1"),
                    "{\"transactionId\":\"1\"}",
                    Map.of("comityDelivery", "D1"));

            await().atMost(Duration.ofSeconds(30)).until(() -> source.bodies.size() == 2);
        }

        assertThat(source.bodies).containsOnly("{\"transactionId\":\"1\"}");
    }

    /** Takes nothing the first time. */
    private static final class FailingOnce implements AdapterRoutes.Source {
        private final List<String> bodies = new CopyOnWriteArrayList<>();

        @Override
        public void take(AdapterFolder adapter, Object body, Map<String, Object> headers) {
            bodies.add(new String((byte[]) body, StandardCharsets.UTF_8));
            if (bodies.size() == 1) {
                throw new IllegalStateException("not taken");
            }
        }

        @Override
        public long mark(AdapterFolder adapter) {
            return 0;
        }
    }
}
