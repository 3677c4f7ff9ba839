package dev.comity.broker;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;

/** A broker as the hub wants it laid out, running in this process. */
final class BrokerServer implements AutoCloseable {

    private final BrokerSettings settings;
    private final Configuration layout;
    private final BrokerSecurity security;
    private ActiveMQServer server;

    private BrokerServer(BrokerSettings settings, Configuration layout, BrokerSecurity security) {
        this.settings = settings;
        this.layout = layout;
        this.security = security;
    }

    /** For the hub of this process, which comes in with a secret. @param inVm number of its way in */
    static BrokerServer embedded(BrokerSettings settings, int inVm, String secret) throws Exception {
        return new BrokerServer(settings, BrokerLayout.embedded(settings, inVm), security(settings, secret));
    }

    private static BrokerSecurity security(BrokerSettings settings, String secret) {
        return new BrokerSecurity(settings.hubFolder(), settings.agencies(), BrokerSecurity.HubLogin.inVm(secret));
    }

    /** For hubs in other processes, which come in with the hub's registered password. */
    static BrokerServer standalone(BrokerSettings settings, StandaloneBroker.Role role) throws Exception {
        return new BrokerServer(
                settings,
                BrokerLayout.standalone(settings, role),
                new BrokerSecurity(
                        settings.hubFolder(),
                        settings.agencies(),
                        BrokerSecurity.HubLogin.registered(settings.hubFolder())));
    }

    /** Returns when it takes connections; a backup returns at once, and takes them when the live broker has gone. */
    void start() throws Exception {
        Files.createDirectories(settings.hubFolder());
        server = ActiveMQServers.newActiveMQServer(layout, null, security, true);
        var failure = new AtomicReference<Exception>();
        server.registerActivationFailureListener(failure::set);
        server.start();
        boolean waits = server.getHAPolicy().isBackup();
        if (failure.get() != null || !(waits || server.isActive())) {
            close();
            throw new BrokerNotStarted(
                    "The broker does not start on " + settings.hubFolder().resolve("broker") + " and " + settings.host()
                            + ":" + settings.port() + ". Does another hub use this folder or port?",
                    failure.get());
        }
    }

    boolean isActive() {
        return server.isActive();
    }

    /** The port that it took, also where a free one was asked for. */
    int port() {
        return ((NettyAcceptor) server.getRemotingService().getAcceptor(BrokerLayout.AGENCIES)).getActualPort();
    }

    /** As the running journal says it. */
    String journalType() {
        var storage = (JournalStorageManager) server.getStorageManager();
        return storage.getMessageJournal()
                .getFileFactory()
                .getClass()
                .getSimpleName()
                .replace("SequentialFileFactory", "");
    }

    /** Makes the addresses of these agencies, where they are missing, and then lets them in. */
    void admit(Set<String> agencies) throws Exception {
        for (CoreAddressConfiguration address : BrokerLayout.addresses(agencies, List.of())) {
            server.addAddressInfo(new AddressInfo(SimpleString.of(address.getName()), RoutingType.ANYCAST));
            for (QueueConfiguration queue : address.getQueueConfigs()) {
                server.createQueue(queue, true);
            }
        }
        security.admit(agencies);
    }

    /** Messages in a queue, those being delivered too. */
    long depth(String queue) {
        Queue found = server.locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    @Override
    public void close() throws Exception {
        if (server != null) {
            server.stop();
        }
    }
}
