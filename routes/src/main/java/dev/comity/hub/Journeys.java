package dev.comity.hub;

import dev.comity.batch.BatchComponent;
import dev.comity.broker.Broker;
import dev.comity.broker.HubQueues;
import dev.comity.config.HubSettings;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.envelope.Wire;
import dev.comity.witnesses.Witnessing;
import dev.comity.yaml.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;

/** The journeys of all agencies, one each: those that are there at the start, and those that come while the hub runs. */
final class Journeys {

    private static final String OUT = BatchComponent.SCHEME + ":out";

    private final CamelContext camel;
    private final Broker broker;
    private final Stages stages;
    private final Hub.Options options;
    private final HubQueues queues;

    Journeys(CamelContext camel, Broker broker, Stages stages, Hub.Options options, HubQueues queues) {
        this.camel = camel;
        this.broker = broker;
        this.stages = stages;
        this.options = options;
        this.queues = queues;
    }

    /**
     * Makes the addresses of agencies that are new, so that nothing is missing when the rules know them.
     *
     * @throws ReloadRefused where that cannot be done while the hub runs
     */
    void prepare(Set<String> newcomers) throws ReloadRefused {
        try {
            if (newcomers.isEmpty() || broker.admit(newcomers)) {
                return;
            }
        } catch (Exception e) {
            throw refused("the broker does not make the addresses of " + newcomers + ": " + e.getMessage());
        }
        throw refused("the broker is a process of its own: start it with the new list of agencies, then the hub");
    }

    private static ReloadRefused refused(String why) {
        return new ReloadRefused(List.of(Problem.error("agencies.yaml", 1, 1, why)));
    }

    /** From here on the hub takes up what it has told itself: about dead letters, and about deliveries that did not arrive. */
    void beginOwn() throws Exception {
        int batch = options.configuration().hub().batchSize();
        camel.addRoutes(stages.settlements(batches(queues.settlement(), 1), OUT));
        for (UndeliverableReason reason : List.of(UndeliverableReason.EXPIRED, UndeliverableReason.REJECTED)) {
            for (String queue : queues.undelivered(Undelivered.queue(reason))) {
                camel.addRoutes(stages.undelivered(reason, batches(queue, batch), OUT));
            }
        }
    }

    private String batches(String queue, int size) {
        HubSettings settings = options.configuration().hub();
        return "%s:%s?size=%d&wait=%d&attempts=%d"
                .formatted(
                        BatchComponent.SCHEME,
                        queue,
                        size,
                        settings.batchWait().toMillis(),
                        settings.maxDeliveryAttempts());
    }

    /** From here on what these agencies send is taken in. */
    void begin(Collection<String> agencies) throws Exception {
        HubSettings settings = options.configuration().hub();
        for (String agency : agencies) {
            String in = batches(Wire.in(agency), settings.batchSize());
            camel.addRoutes(stages.route(agency, in + readers(agency), OUT));
            if (queues.several()) {
                // What another node has read and this one has to answer.
                String forwarded = batches(queues.forwarded(agency), settings.batchSize());
                camel.addRoutes(stages.forwardedRoute(agency, forwarded, OUT));
            }
        }
    }

    /** How an agency's queue is shared: with other nodes in turns, or with who reads what witnesses say. */
    private String readers(String agency) {
        return options.configuration()
                .hub()
                .cluster()
                .map(cluster -> "&delay=" + NodeTurns.of(cluster).delayMillis(agency))
                // In a URI a plus sign would be a space.
                .orElseGet(() ->
                        "&except=" + Witnessing.contentTypes(options.trust()).replace("+", "%2B"));
    }
}
