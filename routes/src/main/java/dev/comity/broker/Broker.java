package dev.comity.broker;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded broker, a service of the Camel context that it is added to: started before the routes and stopped after
 * them. Its journal is durable; what was queued is there after a restart.
 */
public final class Broker extends ServiceSupport {

    /** Where a message ends that the hub cannot process; the hub's operator looks there. */
    public static final String DEAD = "dead";

    /** The hub's own note of what was committed, written in the transaction that it describes. */
    public static final String INDEX = "hub.index";

    /** What is kept of accepted exchanges, on its way from the transaction that accepted them to evidence and search index. */
    public static final String EVIDENCE = "hub.evidence";

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final AtomicInteger IN_VM = new AtomicInteger();

    private final BrokerSettings settings;
    private final int inVm = IN_VM.incrementAndGet();
    private final String secret = Base64Url.encode(Crypto.random(32));
    private ActiveMQServer server;
    private HubConnection connection;

    public Broker(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doStart() throws Exception {
        Files.createDirectories(settings.hubFolder());
        Configuration layout = BrokerLayout.of(settings, inVm);
        var security = new BrokerSecurity(settings.hubFolder(), settings.agencies(), secret);
        server = ActiveMQServers.newActiveMQServer(layout, null, security, true);
        var failure = new AtomicReference<Exception>();
        server.registerActivationFailureListener(failure::set);
        server.start();
        if (failure.get() != null || !server.isActive()) {
            stopServer();
            throw new IllegalStateException(
                    "The broker does not start on " + settings.hubFolder().resolve("broker") + " and " + settings.host()
                            + ":" + settings.port() + ". Does another hub use this folder or port?",
                    failure.get());
        }
        connection = HubConnection.open(inVm, secret);
        LOG.info("Broker takes connections on {}:{}; its journal is {}", host(), port(), journalType());
    }

    @Override
    protected void doStop() throws Exception {
        if (connection != null) {
            connection.close();
        }
        stopServer();
    }

    private void stopServer() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    public String host() {
        return settings.host();
    }

    /** The port that it took, also where a free one was asked for. */
    public int port() {
        return ((NettyAcceptor) server.getRemotingService().getAcceptor(BrokerLayout.AGENCIES)).getActualPort();
    }

    /** As the running journal says it, since a broker falls back from one kind to another in silence. */
    public String journalType() {
        var storage = (JournalStorageManager) server.getStorageManager();
        return storage.getMessageJournal()
                .getFileFactory()
                .getClass()
                .getSimpleName()
                .replace("SequentialFileFactory", "");
    }

    /** The hub's own way in. */
    public HubConnection connection() {
        return connection;
    }

    /** Messages in a queue, those being delivered too. */
    public long depth(String queue) {
        Queue found = server.locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }
}
