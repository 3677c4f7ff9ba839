package dev.comity.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.comity.broker.TextMessages;
import dev.comity.crypto.Crypto;
import dev.comity.record.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * What the broker alone carries on this machine: it takes a record, parses and validates it, and sends it to three queues and a
 * note to a fourth, all durable, 100 records in a transaction, by two consumers. No signature, no decision, no log.
 */
final class Ceiling {

    private static final int CONSUMERS = 2;
    private static final int TOGETHER = 100;
    private static final List<String> OUT = List.of("a", "b", "c");
    private static final int SERVER_ID = 4_711;
    private static final int FILL = 1_000;
    private static final int JOURNAL_FILES = 10;
    private static final long LONGEST_WAIT_MILLIS = 100;
    private static final int WARM_UPS = 2;
    private static final int SAMPLES = 3;
    private static final int RECORDS = 8_000;
    private static final double NANOS = 1e9;

    private final RecordType type;
    private final String record;
    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicInteger left = new AtomicInteger(RECORDS);

    private Ceiling(RecordType type, String record) {
        this.type = type;
        this.record = record;
    }

    /**
     * One sample.
     *
     * @param recordsPerSecond that were taken from a full queue
     * @param cpuMillis CPU time of the whole process a record
     */
    record Sample(double recordsPerSecond, double cpuMillis) {}

    /**
     * @param folder for its journal
     * @param type of the record, which is validated whole
     * @param record JSON text
     * @return the median of three samples
     */
    static Sample measure(Path folder, RecordType type, String record) throws Exception {
        ActiveMQServer server = server(folder);
        server.start();
        try (ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(
                        new TransportConfiguration(InVMConnectorFactory.class.getName(), Map.of("serverId", SERVER_ID)))
                .setBlockOnDurableSend(false)
                .setProducerWindowSize(-1)) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < WARM_UPS + SAMPLES; i++) {
                samples.add(new Ceiling(type, record).run(server, locator, "ceiling" + i));
            }
            List<Sample> timed = new ArrayList<>(samples.subList(WARM_UPS, samples.size()));
            timed.sort(Comparator.comparingDouble(Sample::recordsPerSecond));
            return timed.get(timed.size() / 2);
        } finally {
            server.stop();
        }
    }

    private static ActiveMQServer server(Path folder) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(true).setSecurityEnabled(false).setName("ceiling");
        configuration
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setJournalDirectory(folder.resolve("journal").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString());
        configuration.setJournalType(JournalType.NIO).setJournalDatasync(true);
        configuration.setJournalBufferTimeout_NIO(0);
        configuration.setJournalMinFiles(JOURNAL_FILES).setJournalPoolFiles(JOURNAL_FILES);
        configuration.setMaxDiskUsage(-1);
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                InVMAcceptorFactory.class.getName(), Map.of("serverId", SERVER_ID), "inside"));
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setMaxSizeBytes(-1L)
                        .setDeadLetterAddress(SimpleString.of("dead"))
                        .setExpiryAddress(SimpleString.of("dead"))
                        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                        .setDefaultQueueRoutingType(RoutingType.ANYCAST));
        return ActiveMQServers.newActiveMQServer(configuration, null, null, true);
    }

    private Sample run(ActiveMQServer server, ServerLocator locator, String queue) throws Exception {
        List<String> queues = new ArrayList<>(OUT);
        queues.addAll(List.of("", "audit"));
        for (String name : queues) {
            server.createQueue(QueueConfiguration.of(queue + name).setRoutingType(RoutingType.ANYCAST));
        }
        fill(locator, queue, RECORDS);
        long start = System.nanoTime();
        long cpu = cpuNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CONSUMERS);
        try {
            List<Future<?>> consumers = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                consumers.add(threads.submit(() -> {
                    consume(locator, queue);
                    return null;
                }));
            }
            for (Future<?> consumer : consumers) {
                consumer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        long nanos = System.nanoTime() - start;
        return new Sample(RECORDS * NANOS / nanos, (cpuNanos() - cpu) / NANOS * 1_000 / RECORDS);
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private void fill(ServerLocator locator, String queue, int count) throws Exception {
        try (ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = factory.createSession(false, false);
                ClientProducer producer = session.createProducer(queue)) {
            for (int i = 1; i <= count; i++) {
                producer.send(text(session, record));
                if (i % FILL == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private void consume(ServerLocator locator, String queue) throws Exception {
        try (ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = factory.createSession(false, false);
                ClientConsumer consumer = session.createConsumer(queue);
                ClientProducer producer = session.createProducer()) {
            session.start();
            byte[] previous = new byte[0];
            while (left.get() > 0) {
                int taken = 0;
                ClientMessage next = consumer.receive(LONGEST_WAIT_MILLIS);
                while (next != null) {
                    taken++;
                    next.acknowledge();
                    previous = carry(
                            session, producer, queue, TextMessages.read(next).orElseThrow(), previous);
                    next = taken < TOGETHER ? consumer.receiveImmediate() : null;
                }
                if (taken > 0) {
                    session.commit();
                    left.addAndGet(-taken);
                }
            }
        }
    }

    /** In the broker's own form, as a client of it that thinks of nothing writes text. */
    private static ClientMessage text(ClientSession session, String body) {
        ClientMessage message = session.createMessage(Message.TEXT_TYPE, true);
        message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(body));
        return message;
    }

    private byte[] carry(ClientSession session, ClientProducer producer, String queue, String body, byte[] previous)
            throws Exception {
        JsonNode json = mapper.readTree(body);
        if (!type.validate(json).stream().allMatch(problem -> problem.warning())) {
            throw new IOException("the record of the ceiling is not valid");
        }
        for (String out : OUT) {
            producer.send(queue + out, text(session, mapper.writeValueAsString(json)));
        }
        byte[] chained = Crypto.sha256(previous, body.getBytes(StandardCharsets.UTF_8));
        producer.send(
                queue + "audit",
                text(
                        session,
                        "{\"prev\":\"%s\",\"who\":\"agency-a\",\"to\":[\"a\",\"b\",\"c\"],\"decision\":\"allow\",\"pad\":\"%s\"}"
                                .formatted(HexFormat.of().formatHex(chained), "y".repeat(150))));
        return chained;
    }
}
