package dev.comity.broker;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker inside the hub's process, a service of the Camel context that it is added to. Its journal is durable; what was queued
 * is there after a restart. The hub comes in with a secret that is made at start and never leaves the process.
 */
public final class EmbeddedBroker extends ServiceSupport implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final AtomicInteger IN_VM = new AtomicInteger();

    private final BrokerSettings settings;
    private final int inVm = IN_VM.incrementAndGet();
    private final String secret = Base64Url.encode(Crypto.random(32));
    private BrokerServer server;
    private HubConnection connection;

    public EmbeddedBroker(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doStart() throws Exception {
        server = BrokerServer.embedded(settings, inVm, secret);
        server.start();
        connection = HubConnection.inVm(inVm, secret);
        LOG.info("Broker takes connections on {}; its journal is {}", places(), server.journalType());
    }

    @Override
    protected void doStop() throws Exception {
        if (connection != null) {
            connection.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    public boolean admit(Set<String> agencies) throws Exception {
        server.admit(agencies);
        return true;
    }

    @Override
    public BrokerPlaces places() {
        return BrokerPlaces.of(settings.host(), port());
    }

    /** The port that it took, also where a free one was asked for. */
    public int port() {
        return server.port();
    }

    /** As the running journal says it, since a broker falls back from one kind to another in silence. */
    public String journalType() {
        return server.journalType();
    }

    @Override
    public String journal() {
        return "journal " + journalType();
    }

    @Override
    public HubConnection connection() {
        return connection;
    }

    @Override
    public long depth(String queue) {
        return server.depth(queue);
    }
}
