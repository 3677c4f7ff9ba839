package dev.comity.broker;

import java.nio.file.Path;
import java.util.Set;

/**
 * What the broker needs to know.
 *
 * @param hubFolder holds {@code broker/} and {@code users/}
 * @param host that agencies connect to; loopback unless told otherwise
 * @param port 0 takes a free one
 * @param agencies slugs; each gets its two addresses
 */
public record BrokerSettings(Path hubFolder, String host, int port, Set<String> agencies) {

    public BrokerSettings {
        agencies = Set.copyOf(agencies);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535: " + port);
        }
    }
}
