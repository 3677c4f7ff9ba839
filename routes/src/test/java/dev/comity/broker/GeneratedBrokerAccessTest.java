package dev.comity.broker;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's Artemis, with its own security, from the printed broker.xml: roles decide there what our own code decides here. */
class GeneratedBrokerAccessTest extends AccessPromises {

    private static final String HUB_PASSWORD = "a-secret-with-enough-letters-of-the-hub";

    @TempDir
    static Path folder;

    private static ActiveMQServer server;
    private static ExternalBroker broker;

    @BeforeAll
    static void start() throws Exception {
        server = ActiveMQServers.newActiveMQServer(
                configuration(),
                null,
                new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users()),
                false);
        server.start();
        int port = ((NettyAcceptor) server.getRemotingService().getAcceptor("tcp")).getActualPort();
        Path password = Files.writeString(folder.resolve("password"), HUB_PASSWORD + "\n");
        broker = new ExternalBroker(
                SampleStandalone.access(port, "the-hub", password),
                folder,
                SampleStandalone.AGENCIES,
                SampleStandalone.NODES);
        broker.start();
    }

    private static Configuration configuration() throws Exception {
        byte[] xml = BrokerXml.of(SampleStandalone.AGENCIES, SampleStandalone.NODES, BrokerSettings.QUEUE_BYTES)
                .getBytes(StandardCharsets.UTF_8);
        Configuration configuration = new FileConfigurationParser().parseMainConfig(new ByteArrayInputStream(xml));
        configuration.setPersistenceEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                NettyAcceptorFactory.class.getName(), new HashMap<>(Map.of("host", "127.0.0.1", "port", 0)), "tcp"));
        return configuration;
    }

    private static SecurityConfiguration users() {
        var users = new SecurityConfiguration();
        for (String agency : SampleStandalone.AGENCIES) {
            users.addUser(agency, SampleBroker.passwordOf(agency));
            users.addRole(agency, agency);
        }
        users.addUser("the-hub", HUB_PASSWORD);
        users.addRole("the-hub", BrokerSecurity.HUB);
        return users;
    }

    @AfterAll
    static void stop() throws Exception {
        broker.stop();
        server.stop();
    }

    @Override
    Broker broker() {
        return broker;
    }
}
