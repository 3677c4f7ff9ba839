package dev.comity.config;

import java.util.List;
import java.util.Optional;

/**
 * Several hub nodes at one external broker. Each has a data folder, a log and a log key of its own; the origin of its log is {@code
 * origin} with the node's name behind it.
 *
 * @param nodes names of all, which the broker has queues for; at least two, without repeats
 * @param node which of them this process is; empty for a process that is none, as the broker's
 */
public record ClusterSettings(List<String> nodes, Optional<String> node) {

    public ClusterSettings {
        nodes = List.copyOf(nodes);
        if (nodes.size() < 2 || nodes.stream().distinct().count() < nodes.size()) {
            throw new IllegalArgumentException("at least two names, none of them twice");
        }
        if (node.isPresent() && !nodes.contains(node.get())) {
            throw new IllegalArgumentException("'cluster.node' is not one of 'cluster.nodes'");
        }
    }

    /**
     * Which other node's a log is; empty for its own, and for one that is none of theirs.
     *
     * @param origin of the log
     * @param own origin of this node's log, which differs in the last part alone
     */
    public Optional<String> otherNode(String origin, String own) {
        String base = own.substring(0, own.lastIndexOf('/') + 1);
        return nodes.stream()
                .filter(name -> origin.equals(base + name) && !origin.equals(own))
                .findFirst();
    }
}
