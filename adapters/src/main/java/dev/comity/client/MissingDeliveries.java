package dev.comity.client;

import dev.comity.outbox.DeliverySequence;
import dev.comity.outbox.DeliverySequence.Gap;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the program's log which deliveries the hub has left out, each gap once. For one thread. */
public final class MissingDeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(MissingDeliveries.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    /** Deliveries of several providers overtake each other by moments, never by this much. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String agency;
    private final DeliverySequence sequence;
    private final Clock clock;
    private final Set<Gap> told = new HashSet<>();
    private Instant lookedAt = Instant.MIN;

    public MissingDeliveries(String agency, DeliverySequence sequence, Clock clock) {
        this.agency = agency;
        this.sequence = sequence;
        this.clock = clock;
    }

    void lookNowAndThen() throws SQLException {
        Instant now = clock.instant();
        if (lookedAt.isAfter(now.minus(LOOK_EVERY))) {
            return;
        }
        lookedAt = now;
        for (Gap gap : sequence.gaps()) {
            if (gap.since().isBefore(now.minus(PATIENCE)) && told.add(gap)) {
                LOG.error(
                        "{}: deliveries {} to {} of log {} have not come, although later ones have: the hub left them out, or they"
                                + " lie in rejected/. 'comity agency reconcile' compares with the log.",
                        agency,
                        gap.first(),
                        gap.last(),
                        gap.log());
            }
        }
    }
}
