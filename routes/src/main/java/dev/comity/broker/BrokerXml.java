package dev.comity.broker;

import dev.comity.envelope.Wire;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.DivertConfiguration;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * {@link BrokerLayout} and {@link BrokerPermissions} as the {@code broker.xml} of an Artemis broker that somebody else runs: the same
 * addresses, queues and permissions. Each agency has a role of its name, the hub the role {@value BrokerSecurity#HUB}.
 */
public final class BrokerXml {

    private static final String NAMESPACE = "urn:activemq";
    private static final List<CheckType> ALLOWED = List.of(CheckType.SEND, CheckType.CONSUME, CheckType.BROWSE);

    private final XMLStreamWriter xml;
    private final Collection<String> agencies;
    private final List<String> nodes;
    private int depth;

    private BrokerXml(XMLStreamWriter xml, Collection<String> agencies, List<String> nodes) {
        this.xml = xml;
        this.agencies = new TreeSet<>(agencies);
        this.nodes = nodes;
    }

    /**
     * @param agencies slugs; each gets its two addresses
     * @param nodes hubs that share the broker; none for one alone
     * @param queueBytes memory for what waits in one queue
     */
    public static String of(Collection<String> agencies, List<String> nodes, int queueBytes) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new BrokerXml(xml, agencies, nodes).write(queueBytes);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text in memory can be written", e);
        }
        return text.append('\n').toString();
    }

    private void write(int queueBytes) throws XMLStreamException {
        xml.setDefaultNamespace(NAMESPACE);
        open("configuration");
        xml.writeDefaultNamespace(NAMESPACE);
        open("core");
        xml.writeDefaultNamespace(NAMESPACE + ":core");
        element("security-enabled", "true");
        // A password that was replaced would go on opening the door.
        element("authentication-cache-size", "0");
        open("wildcard-addresses");
        element("routing-enabled", "false");
        close();
        element("journal-buffer-timeout", "0");
        element("journal-sync-transactional", "true");
        element("journal-sync-non-transactional", "true");
        security();
        open("address-settings");
        for (var settings : BrokerLayout.settings(queueBytes).entrySet()) {
            settings(settings.getKey(), settings.getValue());
        }
        close();
        diverts();
        open("addresses");
        for (CoreAddressConfiguration address : BrokerLayout.addresses(agencies, nodes)) {
            address(address);
        }
        close();
        close();
        close();
    }

    /** The most specific match replaces the general one, so each says all that it allows. */
    private void security() throws XMLStreamException {
        open("security-settings");
        permissions("#", null);
        for (String agency : agencies) {
            permissions(Wire.in(agency), agency);
            permissions(Wire.out(agency), agency);
        }
        open("security-setting", "match", "activemq.management");
        close();
        close();
    }

    private void permissions(String address, String agency) throws XMLStreamException {
        open("security-setting", "match", address);
        for (CheckType what : ALLOWED) {
            TreeSet<String> roles = new TreeSet<>();
            if (BrokerPermissions.hubMay(what)) {
                roles.add(BrokerSecurity.HUB);
            }
            if (agency != null && BrokerPermissions.agencyMay(agency, what, address)) {
                roles.add(agency);
            }
            if (!roles.isEmpty()) {
                empty("permission", "type", what.name().toLowerCase(Locale.ROOT), "roles", String.join(",", roles));
            }
        }
        close();
    }

    private void settings(String match, AddressSettings settings) throws XMLStreamException {
        Map<String, Object> values = new TreeMap<>();
        values.put("auto-create-queues", settings.isAutoCreateQueues());
        values.put("auto-create-addresses", settings.isAutoCreateAddresses());
        values.put("auto-delete-queues", settings.isAutoDeleteQueues());
        values.put("auto-delete-addresses", settings.isAutoDeleteAddresses());
        values.put("dead-letter-address", settings.getDeadLetterAddress());
        if (settings.getExpiryAddress() != null) {
            values.put("expiry-address", settings.getExpiryAddress());
        }
        values.put("address-full-policy", settings.getAddressFullMessagePolicy());
        values.put("max-size-bytes", settings.getMaxSizeBytes());
        values.put("page-size-bytes", settings.getPageSizeBytes());
        values.put("no-expiry", settings.isNoExpiry());
        values.put("max-delivery-attempts", settings.getMaxDeliveryAttempts());
        open("address-setting", "match", match);
        for (var value : values.entrySet()) {
            element(value.getKey(), value.getValue().toString());
        }
        close();
    }

    private void diverts() throws XMLStreamException {
        List<DivertConfiguration> diverts = BrokerLayout.diverts(agencies, nodes);
        if (diverts.isEmpty()) {
            return;
        }
        open("diverts");
        for (DivertConfiguration divert : diverts) {
            open("divert", "name", divert.getName());
            element("address", divert.getAddress());
            element("forwarding-address", divert.getForwardingAddress());
            empty("filter", "string", divert.getFilterString());
            element("routing-type", divert.getRoutingType().name());
            element("exclusive", Boolean.toString(divert.isExclusive()));
            close();
        }
        close();
    }

    private void address(CoreAddressConfiguration address) throws XMLStreamException {
        open("address", "name", address.getName());
        open(address.getRoutingTypes().iterator().next().name().toLowerCase(Locale.ROOT));
        for (QueueConfiguration queue : address.getQueueConfigs()) {
            queue(queue);
        }
        close();
        close();
    }

    private void queue(QueueConfiguration queue) throws XMLStreamException {
        Map<String, Object> options = new TreeMap<>();
        options.put("name", queue.getName());
        if (queue.getGroupBuckets() != null) {
            options.put("group-buckets", queue.getGroupBuckets());
        }
        if (Boolean.TRUE.equals(queue.isExclusive())) {
            options.put("exclusive", true);
        }
        String[] attributes = options.entrySet().stream()
                .flatMap(option -> Stream.of(option.getKey(), option.getValue().toString()))
                .toArray(String[]::new);
        open("queue", attributes);
        element("durable", "true");
        close();
    }

    private void open(String name, String... attributes) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        attributes(attributes);
        depth++;
    }

    private void empty(String name, String... attributes) throws XMLStreamException {
        line();
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    private void element(String name, String text) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private void close() throws XMLStreamException {
        depth--;
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeEndElement();
    }

    private void line() throws XMLStreamException {
        if (depth > 0) {
            xml.writeCharacters("\n" + "  ".repeat(depth));
        }
    }
}
