package dev.comity.broker;

import java.util.List;
import java.util.Optional;

/**
 * What a hub calls its own queues at the broker. One hub alone has one of each; of several nodes each has its own, and a note of what
 * was committed goes to all of them.
 *
 * @param node its name; empty for a hub alone
 */
public record HubQueues(Optional<String> node) {

    private static final String NOTES = "hub.notes";

    public static HubQueues alone() {
        return new HubQueues(Optional.empty());
    }

    public static HubQueues of(String node) {
        return new HubQueues(Optional.of(node));
    }

    public boolean several() {
        return node.isPresent();
    }

    /** Where a note of what was committed is sent; every node's queue gets it. */
    public String noteAddress() {
        return several() ? NOTES : Broker.INDEX;
    }

    /** Where this node reads the notes of all. */
    public String notes() {
        return named(Broker.INDEX, NOTES);
    }

    /** What this node keeps as evidence and indexes. */
    public String evidence() {
        return own(Broker.EVIDENCE);
    }

    /** What the operator decided here about dead letters that this node's log knows. */
    public String settlement() {
        return own(Broker.SETTLEMENT);
    }

    /**
     * Where deliveries come back that did not arrive. Of several nodes any may read the broker's queue, and each has one for those that
     * its own log knows.
     *
     * @param shared the broker's queue
     */
    public List<String> undelivered(String shared) {
        return several() ? List.of(shared, own(shared)) : List.of(shared);
    }

    /** The queue of this name that is this node's alone. */
    public String own(String queue) {
        return named(queue, queue);
    }

    /** Where witnesses' answers and heads of an agency come to this node; of a hub alone they come with the records. */
    public String witness(String agency) {
        return witnessAddress(agency) + "." + node.orElseThrow();
    }

    static String witnessAddress(String agency) {
        return "witness." + agency;
    }

    /** What other nodes have read of an agency and this one has to answer: it holds the entry. */
    public String forwarded(String agency) {
        return "hub.node." + node.orElseThrow() + "." + agency;
    }

    private String named(String alone, String shared) {
        return node.map(name -> shared + "." + name).orElse(alone);
    }
}
