package dev.comity.client;

import dev.comity.outbox.Outbox;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Once a day, and first when an agency has been answered at all, the other agencies get the head of its submissions; and of a key that
 * was replaced the last one, as soon as all that it sealed is answered. For one thread.
 */
public final class DailyHead {

    private final Outbox outbox;
    private final Clock clock;
    private final boolean somebodyKeepsIt;
    private Optional<LocalDate> sent = Optional.empty();
    private boolean last;

    /** @param somebodyKeepsIt whether there are witnesses */
    public DailyHead(Outbox outbox, Clock clock, boolean somebodyKeepsIt) {
        this.outbox = outbox;
        this.clock = clock;
        this.somebodyKeepsIt = somebodyKeepsIt;
    }

    /** The head to send now, if today's is still to be sent; after each start it is sent once more. */
    Optional<OutgoingMessage> due() throws SQLException {
        if (!somebodyKeepsIt) {
            return Optional.empty();
        }
        Optional<String> ofReplaced = outbox.lastHead(clock.instant());
        last = ofReplaced.isPresent();
        if (last || sent.equals(Optional.of(today()))) {
            return ofReplaced.map(OutgoingMessage::head);
        }
        return outbox.head(clock.instant()).map(OutgoingMessage::head);
    }

    /** The hub's broker has taken it. */
    void sent() {
        if (last) {
            outbox.lastHeadSent();
        } else {
            sent = Optional.of(today());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
