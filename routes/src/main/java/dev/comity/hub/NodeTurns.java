package dev.comity.hub;

import dev.comity.config.ClusterSettings;
import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which node reads an agency's records, as long as all are there: each agency has an order of nodes that every node computes alike, and
 * that spreads agencies evenly. It is a preference only; that one node reads at a time is for the broker to see to.
 */
record NodeTurns(List<String> nodes, String node) {

    /** How long a place in the order lets the one before it go first. */
    private static final long APART_MILLIS = 3_000;

    static NodeTurns of(ClusterSettings cluster) {
        return new NodeTurns(cluster.nodes(), cluster.node().orElseThrow());
    }

    /** How long this node leaves an agency's queue to the others. */
    long delayMillis(String agency) {
        return order(agency).indexOf(node) * APART_MILLIS;
    }

    /** Agencies whose records another node should read, once it is there. */
    List<String> preferredBy(String other, Collection<String> agencies) {
        return agencies.stream()
                .filter(agency -> order(agency).get(0).equals(other))
                .toList();
    }

    private List<String> order(String agency) {
        return nodes.stream()
                .sorted(Comparator.comparing(
                        name -> Crypto.sha256((name + "\n" + agency).getBytes(StandardCharsets.UTF_8)),
                        Arrays::compare))
                .toList();
    }
}
