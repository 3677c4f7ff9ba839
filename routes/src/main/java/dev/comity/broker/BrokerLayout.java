package dev.comity.broker;

import dev.comity.envelope.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.DivertConfiguration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStoreBackupPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStorePrimaryPolicyConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ComponentConfigurationRoutingType;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** How the broker is laid out: addresses, journal, acceptors. Nothing is created on request. */
final class BrokerLayout {

    static final String AGENCIES = "agencies";

    private static final String HUB = "hub";
    private static final int MIN_PAGE_BYTES = 64 * 1024;
    private static final int PAGES_IN_MEMORY = 8;
    private static final int JOURNAL_FILES = 2;

    /** Files of 10 MB before the journal is compacted: under load whole files fall free soon, and to copy them took an eighth of its time. */
    private static final int COMPACT_FILES = 40;

    /**
     * How long the journal gathers at most. Without, each record of a transaction is a write of its own, ten for each of ours, and each sync
     * holds up all writes behind it; with the default of 3.33 ms, a lone sender waits for nothing.
     */
    private static final int GATHER_NANOS = 1_000_000;

    private static final long KEEP_FREE_BYTES = 256L * 1024 * 1024;
    private static final long LOCK_WAIT_MILLIS = 5_000;

    /** As the broker's queue setting says it: none at all. */
    private static final int NO_GROUPS = 0;

    private BrokerLayout() {}

    /** @param inVm number of the acceptor inside this process; brokers of one process differ in it */
    static Configuration embedded(BrokerSettings settings, int inVm) throws Exception {
        Configuration configuration = common(settings);
        configuration.setJournalLockAcquisitionTimeout(LOCK_WAIT_MILLIS);
        configuration.addAcceptorConfiguration(
                new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", inVm), HUB));
        return configuration;
    }

    /** A broker in a process of its own. Live and backup share the folder: the one that holds its lock is live. */
    static Configuration standalone(BrokerSettings settings, StandaloneBroker.Role role) throws Exception {
        Configuration configuration = common(settings);
        configuration.setHAPolicyConfiguration(
                role == StandaloneBroker.Role.BACKUP
                        ? new SharedStoreBackupPolicyConfiguration()
                                .setFailoverOnServerShutdown(true)
                                // Whoever comes back waits: each change of place is a pause for everybody.
                                .setAllowFailBack(false)
                        : new SharedStorePrimaryPolicyConfiguration().setFailoverOnServerShutdown(true));
        return configuration;
    }

    private static Configuration common(BrokerSettings settings) throws Exception {
        Configuration configuration = new ConfigurationImpl();
        configuration.setName("comity");
        storage(configuration, settings);
        acceptor(configuration, settings);
        addresses(settings.agencies(), settings.nodes()).forEach(configuration::addAddressConfiguration);
        diverts(settings.agencies(), settings.nodes()).forEach(configuration::addDivertConfiguration);
        settings(settings.queueBytes()).forEach(configuration::addAddressSetting);
        configuration.setSecurityEnabled(true);
        // By default the broker remembers who was let in: a password that was replaced would go on opening the door.
        configuration.setAuthenticationCacheSize(0);
        configuration.setJMXManagementEnabled(false);
        configuration.setMessageCounterEnabled(false);
        // Without this "out.#" would be an address that stands for everybody's.
        configuration.setWildCardConfiguration(new WildcardConfiguration().setRoutingEnabled(false));
        return configuration;
    }

    private static void storage(Configuration configuration, BrokerSettings settings) {
        var folder = settings.hubFolder().resolve("broker");
        configuration.setPersistenceEnabled(true);
        configuration.setBindingsDirectory(folder.resolve("bindings").toString());
        configuration.setJournalDirectory(folder.resolve("journal").toString());
        configuration.setLargeMessagesDirectory(folder.resolve("large-messages").toString());
        configuration.setPagingDirectory(folder.resolve("paging").toString());
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalBufferTimeout_NIO(GATHER_NANOS);
        configuration.setJournalMinFiles(JOURNAL_FILES);
        configuration.setJournalCompactMinFiles(COMPACT_FILES);
        configuration.setJournalSyncTransactional(true);
        configuration.setJournalSyncNonTransactional(true);
        // By bytes, since 90 per cent of a large disk in use would stop every sender for no reason.
        configuration.setMaxDiskUsage(-1);
        configuration.setMinDiskFree(KEEP_FREE_BYTES);
    }

    private static void acceptor(Configuration configuration, BrokerSettings settings) {
        Map<String, Object> options = new HashMap<>();
        options.put(TransportConstants.HOST_PROP_NAME, settings.host());
        options.put(TransportConstants.PORT_PROP_NAME, settings.port());
        options.put(TransportConstants.PROTOCOLS_PROP_NAME, "CORE,AMQP");
        settings.tls().ifPresent(tls -> options.putAll(tls.acceptor()));
        String mechanisms = settings.tls().map(BrokerTls::saslMechanisms).orElse("PLAIN");
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                NettyAcceptorFactory.class.getName(), options, AGENCIES, Map.of("saslMechanisms", mechanisms)));
    }

    /** Every address with its queues; there are no others. @param nodes none for one hub alone */
    static List<CoreAddressConfiguration> addresses(Collection<String> agencies, List<String> nodes) {
        List<CoreAddressConfiguration> addresses = new ArrayList<>();
        for (String agency : new TreeSet<>(agencies)) {
            addresses.add(addressInOrder(Wire.in(agency), !nodes.isEmpty()));
            addresses.add(address(Wire.out(agency)));
        }
        List.of(Broker.DEAD, Broker.EXPIRED, Broker.REJECTED).forEach(name -> addresses.add(address(name)));
        if (nodes.isEmpty()) {
            List.of(Broker.INDEX, Broker.EVIDENCE, Broker.SETTLEMENT).forEach(name -> addresses.add(address(name)));
        } else {
            ofNodes(addresses, new TreeSet<>(agencies), nodes);
        }
        return addresses;
    }

    private static void ofNodes(
            List<CoreAddressConfiguration> addresses, Collection<String> agencies, List<String> nodes) {
        List<HubQueues> hubs = nodes.stream().map(HubQueues::of).toList();
        addresses.add(forEach(hubs.get(0).noteAddress(), hubs, HubQueues::notes));
        for (HubQueues hub : hubs) {
            List.of(hub.evidence(), hub.settlement(), hub.own(Broker.EXPIRED), hub.own(Broker.REJECTED))
                    .forEach(name -> addresses.add(address(name)));
            agencies.forEach(agency -> addresses.add(address(hub.forwarded(agency))));
        }
        for (String agency : agencies) {
            addresses.add(forEach(HubQueues.witnessAddress(agency), hubs, hub -> hub.witness(agency)));
        }
    }

    /**
     * One node at a time reads an agency's records, all of them and nothing else: what witnesses say goes a way of its own, to every
     * node, since each has asked for itself. None for one hub alone, which tells them apart itself.
     */
    static List<DivertConfiguration> diverts(Collection<String> agencies, List<String> nodes) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return new TreeSet<>(agencies)
                .stream()
                        .map(agency -> new DivertConfiguration()
                                // A divert with the name of a queue would be dropped.
                                .setName("divert." + HubQueues.witnessAddress(agency))
                                .setAddress(Wire.in(agency))
                                .setForwardingAddress(HubQueues.witnessAddress(agency))
                                .setFilterString(TextMessages.only(Wire.COSIGNATURE, Wire.HEAD))
                                .setRoutingType(ComponentConfigurationRoutingType.MULTICAST)
                                .setExclusive(true))
                        .toList();
    }

    /** The names of all queues that a hub uses. */
    static Set<String> queues(Collection<String> agencies, List<String> nodes) {
        Set<String> names = new LinkedHashSet<>();
        addresses(agencies, nodes)
                .forEach(address -> address.getQueueConfigs()
                        .forEach(queue -> names.add(queue.getName().toString())));
        return names;
    }

    /**
     * Settings by the addresses that they are for.
     *
     * @param queueBytes memory for what waits at one address
     */
    static Map<String, AddressSettings> settings(int queueBytes) {
        Map<String, AddressSettings> settings = new TreeMap<>();
        settings.put("#", every(queueBytes));
        // What a consumer never takes comes back to the hub, which logs it and tells its provider.
        settings.put(
                Wire.out("#"),
                every(queueBytes)
                        .setExpiryAddress(SimpleString.of(Broker.EXPIRED))
                        .setDeadLetterAddress(SimpleString.of(Broker.REJECTED))
                        .setNoExpiry(false));
        return settings;
    }

    private static CoreAddressConfiguration address(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(queue(name));
    }

    /**
     * Of one hub two readers share it: one takes records, the other what is no record. With message groups the second one's way through
     * the queue hands single records to the first ahead of earlier ones. Without, the one reader of records has them in their order.
     *
     * @param exclusive whether one reader at a time gets everything, and another one only when it has gone
     */
    private static CoreAddressConfiguration addressInOrder(String name, boolean exclusive) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(queue(name).setGroupBuckets(NO_GROUPS).setExclusive(exclusive));
    }

    /** Every node gets every message. */
    private static CoreAddressConfiguration forEach(
            String name, List<HubQueues> hubs, Function<HubQueues, String> queue) {
        CoreAddressConfiguration address =
                new CoreAddressConfiguration().setName(name).addRoutingType(RoutingType.MULTICAST);
        hubs.forEach(hub -> address.addQueueConfig(QueueConfiguration.of(queue.apply(hub))
                .setAddress(name)
                .setRoutingType(RoutingType.MULTICAST)
                .setDurable(true)));
        return address;
    }

    private static QueueConfiguration queue(String name) {
        return QueueConfiguration.of(name)
                .setAddress(name)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true);
    }

    /** Of all addresses. What waits longer than memory lasts goes on waiting on disk: nobody is blocked for a slow reader. */
    private static AddressSettings every(int queueBytes) {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(queueBytes)
                .setPageSizeBytes(Math.max(MIN_PAGE_BYTES, queueBytes / PAGES_IN_MEMORY))
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setDeadLetterAddress(SimpleString.of(Broker.DEAD))
                .setExpiryAddress(SimpleString.of(Broker.DEAD))
                // A sender's time to live would take its record away without an answer: the envelope says until when it
                // is good.
                .setNoExpiry(true)
                // The broker counts an attempt whenever a client's connection breaks: an agency that is restarted often
                // would lose
                // records that it never saw. Attempts are counted where a failure is known to be the record's: see
                // dev.comity.batch.
                .setMaxDeliveryAttempts(-1);
    }
}
