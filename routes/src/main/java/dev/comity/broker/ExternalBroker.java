package dev.comity.broker;

import dev.comity.config.BrokerAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Artemis broker in a process of its own, or a live one and its backups. It is not started or stopped here: this is the hub's way
 * to it. What the hub needs there is made beforehand, from {@code comity broker config}.
 */
public final class ExternalBroker extends ServiceSupport implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalBroker.class);
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long RETRY_MILLIS = 500;

    private final BrokerAccess settings;
    private final Path data;
    private final Set<String> queues;
    private final Map<String, Long> lastDepths = new ConcurrentHashMap<>();
    private HubConnection connection;
    private HubConnection.Session asking;

    /**
     * @param data that paths in the settings are relative to
     * @param agencies slugs; each has its two addresses there
     * @param nodes hubs that share the broker; none for one alone
     */
    public ExternalBroker(BrokerAccess settings, Path data, Set<String> agencies, List<String> nodes) {
        this.settings = settings;
        this.data = data;
        this.queues = BrokerLayout.queues(agencies, nodes);
    }

    /** Returns when the broker answers and has every queue; waits for a while, as for a backup that is taking over. */
    @Override
    protected void doStart() throws Exception {
        connection = HubConnection.remote(connectors(), settings.user(), secret(settings.passwordFile()));
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!answers(until)) {
            Thread.sleep(RETRY_MILLIS);
        }
        LOG.info("The broker at {} answers and has the {} queues of this hub", places(), queues.size());
    }

    private boolean answers(long until) throws Exception {
        try {
            requireQueues();
            return true;
        } catch (ActiveMQSecurityException e) {
            throw new BrokerNotStarted(
                    "The broker at %s does not let '%s' in, or refuses it its queues. Check broker.user, its password and the roles of"
                                    .formatted(places(), settings.user())
                            + " 'comity broker config'.",
                    e);
        } catch (ActiveMQException e) {
            if (System.nanoTime() > until) {
                throw new BrokerNotStarted(
                        "No broker answers at %s. Start it, or correct broker.url in hub.yaml.".formatted(places()), e);
            }
            return false;
        }
    }

    private void requireQueues() throws Exception {
        List<String> missing = new ArrayList<>();
        for (String queue : queues) {
            if (count(queue).isEmpty()) {
                missing.add(queue);
            }
        }
        if (!missing.isEmpty()) {
            throw new BrokerNotStarted(
                    "The broker at %s lacks %d of the queues that this hub needs: %s. 'comity broker config' prints them for its broker.xml."
                            .formatted(places(), missing.size(), String.join(", ", missing)),
                    null);
        }
    }

    /** Messages of a queue; empty if there is none of this name. */
    private synchronized Optional<Long> count(String queue) throws Exception {
        if (asking == null || !asking.isOpen()) {
            closeAsking();
            asking = connection.direct();
        }
        var found = asking.client().queueQuery(SimpleString.of(queue));
        return found.isExists() ? Optional.of(found.getMessageCount()) : Optional.empty();
    }

    private void closeAsking() {
        if (asking != null) {
            try {
                asking.close();
            } catch (ActiveMQException e) {
                LOG.debug("a session that had broken does not close in order", e);
            }
        }
    }

    private List<TransportConfiguration> connectors() throws IOException {
        List<TransportConfiguration> connectors = new ArrayList<>();
        for (BrokerPlaces.Place place : places().all()) {
            Map<String, Object> options = new HashMap<>(tls());
            options.put(TransportConstants.HOST_PROP_NAME, place.host());
            options.put(TransportConstants.PORT_PROP_NAME, place.port());
            connectors.add(new TransportConfiguration(NettyConnectorFactory.class.getName(), options));
        }
        return connectors;
    }

    private Map<String, Object> tls() throws IOException {
        Map<String, Object> options = new HashMap<>();
        if (settings.url().tls()) {
            options.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
            options.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3");
            options.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
            options.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
            options.put(
                    TransportConstants.TRUSTSTORE_PATH_PROP_NAME,
                    file(settings.trustStore().orElseThrow()).toString());
            if (settings.trustStorePasswordFile().isPresent()) {
                options.put(
                        TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME,
                        secret(settings.trustStorePasswordFile().get()));
            }
            if (settings.keyStore().isPresent()) {
                options.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
                options.put(
                        TransportConstants.KEYSTORE_PATH_PROP_NAME,
                        file(settings.keyStore().get()).toString());
                options.put(
                        TransportConstants.KEYSTORE_PASSWORD_PROP_NAME,
                        secret(settings.keyStorePasswordFile().orElseThrow()));
            }
        }
        return options;
    }

    private String secret(Path file) throws IOException {
        try {
            return Files.readString(file(file)).strip();
        } catch (IOException e) {
            throw new BrokerNotStarted(
                    "%s cannot be read: it holds what the hub shows to the broker. Put it there, or correct the broker's settings in hub.yaml."
                            .formatted(file(file)),
                    e);
        }
    }

    private Path file(Path given) {
        return data.resolve(given);
    }

    @Override
    public boolean admit(Set<String> agencies) {
        return false;
    }

    @Override
    public BrokerPlaces places() {
        return new BrokerPlaces(settings.url().places().stream()
                .map(place -> new BrokerPlaces.Place(place.host(), place.port()))
                .toList());
    }

    @Override
    public HubConnection connection() {
        return connection;
    }

    @Override
    public long depth(String queue) {
        try {
            count(queue).ifPresent(count -> lastDepths.put(queue, count));
        } catch (Exception e) {
            LOG.debug("the broker does not say how long {} is", queue, e);
        }
        return lastDepths.getOrDefault(queue, 0L);
    }

    @Override
    public String journal() {
        return "journal of the broker at " + places();
    }

    @Override
    protected void doStop() {
        closeAsking();
        if (connection != null) {
            connection.close();
        }
    }
}
