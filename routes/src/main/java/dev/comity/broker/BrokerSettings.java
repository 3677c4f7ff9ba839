package dev.comity.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the broker needs to know.
 *
 * @param hubFolder holds {@code broker/} and {@code users/}
 * @param host that agencies connect to; loopback unless told otherwise
 * @param port 0 takes a free one
 * @param agencies slugs; each gets its two addresses
 * @param nodes hubs that share the broker; none for one alone
 * @param queueBytes memory for what waits in one queue; the rest of it is on disk alone
 * @param tls empty for connections in clear
 */
public record BrokerSettings(
        Path hubFolder,
        String host,
        int port,
        Set<String> agencies,
        List<String> nodes,
        int queueBytes,
        Optional<BrokerTls> tls) {

    /** As much as is usual. */
    static final int QUEUE_BYTES = 16 * 1024 * 1024;

    /** For one hub alone, in clear, with memory for most that waits. */
    public BrokerSettings(Path hubFolder, String host, int port, Set<String> agencies) {
        this(hubFolder, host, port, agencies, QUEUE_BYTES);
    }

    /** For one hub alone, in clear. */
    public BrokerSettings(Path hubFolder, String host, int port, Set<String> agencies, int queueBytes) {
        this(hubFolder, host, port, agencies, List.of(), queueBytes, Optional.empty());
    }

    /** The same for several hubs. */
    public BrokerSettings sharedBy(List<String> hubs) {
        return new BrokerSettings(hubFolder, host, port, agencies, hubs, queueBytes, tls);
    }

    public BrokerSettings {
        agencies = Set.copyOf(agencies);
        nodes = List.copyOf(nodes);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535: " + port);
        }
    }
}
