package dev.comity.client;

import dev.comity.fault.FaultPoint;
import dev.comity.outbox.Outbox;
import dev.comity.outbox.OutboxEnvelope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hands the outbox over in the order in which it was filled. With each new connection it begins again at the first envelope without a receipt:
 * the hub answers a repeat with its first answer.
 */
public final class Submitter implements HubLink.Traffic {

    private static final int BATCH = 100;
    private static final long IDLE_MILLIS = 500;

    private final String agency;
    private final Outbox outbox;
    private final DailyHead head;
    private final Semaphore fresh = new Semaphore(0);
    private long next;

    public Submitter(String agency, Outbox outbox, DailyHead head) {
        this.agency = agency;
        this.outbox = outbox;
        this.head = head;
    }

    /** There may be something new in the outbox. */
    public void wake() {
        fresh.release();
    }

    @Override
    public void connected(HubSession session) {
        next = 0;
    }

    @Override
    public void turn(HubSession session) throws Exception {
        List<OutboxEnvelope> envelopes = outbox.open(next, BATCH);
        if (envelopes.isEmpty()) {
            Optional<OutgoingMessage> due = head.due();
            if (due.isPresent()) {
                session.send(due.get());
                session.commit();
                head.sent();
            }
            if (fresh.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                fresh.drainPermits();
            }
            return;
        }
        submit(session, agency, envelopes);
        next = envelopes.get(envelopes.size() - 1).position() + 1;
    }

    /** Sends these envelopes in one transaction. */
    public static void submit(HubSession session, String agency, List<OutboxEnvelope> envelopes) throws Exception {
        FaultPoint.AGENCY_SENDING.reach();
        for (OutboxEnvelope envelope : envelopes) {
            session.send(OutgoingMessage.record(agency, envelope));
        }
        FaultPoint.AGENCY_SENT.reach();
        session.commit();
        FaultPoint.AGENCY_CONFIRMED.reach();
    }
}
