package dev.comity.broker;

import java.util.Set;
import org.apache.camel.Service;

/**
 * The broker as the hub needs it, in its own process or in another one. A service: started before the journeys, stopped after
 * them.
 */
public interface Broker extends Service {

    /** Where a message ends that the hub cannot process; the hub's operator looks there. */
    String DEAD = "dead";

    /** The hub's own note of what was committed, written in the transaction that it describes. */
    String INDEX = "hub.index";

    /** What is kept of accepted exchanges, on its way from the transaction that accepted them to evidence and search index. */
    String EVIDENCE = "hub.evidence";

    /** What the operator decided about a dead letter, on its way to the log. */
    String SETTLEMENT = "hub.settlement";

    /** Deliveries that waited for their consumer longer than they may. */
    String EXPIRED = "hub.expired";

    /** Deliveries that their consumer's client gave back for good. */
    String REJECTED = "hub.rejected";

    /**
     * Gives agencies that are new their addresses and lets them in, while the broker runs. Those that it knows stay as they are.
     *
     * @return false where the broker is a process of its own, which has to be told itself
     */
    boolean admit(Set<String> agencies) throws Exception;

    /** Where agencies connect, the first place first; known once it is started. */
    BrokerPlaces places();

    /** The hub's own way in; there once it is started. */
    HubConnection connection();

    /** Messages in a queue, those being delivered too; as last known while the broker does not answer. */
    long depth(String queue);

    /** What keeps the messages, in a few words for the operator. */
    String journal();
}
