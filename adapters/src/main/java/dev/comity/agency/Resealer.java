package dev.comity.agency;

import dev.comity.agreement.Agreement;
import dev.comity.outbox.Draft;
import dev.comity.outbox.WaitingEnvelope;
import dev.comity.outbox.WaitingEnvelopes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals again what the hub refused because its agreement version was not in force there. The hub may be ahead of the agency or
 * behind it for a while: where the agency has another version, that one is sealed for at once; where it has the same, it is
 * tried again after a pause. Where the agreement is gone, the refusal stands.
 */
final class Resealer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Resealer.class);
    private static final long EVERY_MILLIS = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofDays(7);

    private final String agency;
    private final WaitingEnvelopes waiting;
    private final Supplier<AgencyRules> rules;
    private final AgreementMemory memory;
    private final Runnable sent;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean running = true;

    private Resealer(
            String agency,
            WaitingEnvelopes waiting,
            Supplier<AgencyRules> rules,
            AgreementMemory memory,
            Runnable sent,
            Clock clock) {
        this.agency = agency;
        this.waiting = waiting;
        this.rules = rules;
        this.memory = memory;
        this.sent = sent;
        this.clock = clock;
        this.thread = new Thread(this::run, agency + "-reseal");
        this.thread.setDaemon(true);
    }

    /** @param sent called when something new is in the outbox */
    static Resealer start(
            String agency,
            WaitingEnvelopes waiting,
            Supplier<AgencyRules> rules,
            AgreementMemory memory,
            Runnable sent,
            Clock clock) {
        Resealer resealer = new Resealer(agency, waiting, rules, memory, sent, clock);
        resealer.thread.start();
        return resealer;
    }

    private void run() {
        while (running) {
            try {
                Thread.sleep(EVERY_MILLIS);
                if (look() > 0) {
                    sent.run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.warn("{}: what waits for its agreement could not be sealed again ({})", agency, e.toString());
            }
        }
    }

    /** @return how many were sealed again */
    private int look() throws SQLException {
        int count = 0;
        AgencyRules now = rules.get();
        for (WaitingEnvelope one : waiting.list()) {
            Optional<Agreement> current = memory.idOf(one.agreement()).flatMap(id -> current(now, id));
            if (current.isEmpty() || one.since().plus(PATIENCE).isBefore(clock.instant())) {
                waiting.giveUp(one);
                LOG.warn("{}: record {} stays refused: its agreement is not in force any more", agency, one.jti());
            } else if (!current.get().digest().equals(one.agreement()) || isDue(one)) {
                count += reseal(now, one, current.get()) ? 1 : 0;
            }
        }
        return count;
    }

    private Optional<Agreement> current(AgencyRules now, String id) {
        return now.view().agreements().all().stream()
                .filter(a -> a.id().equals(id)
                        && a.bound()
                        && now.view().agreements().validAt(a, clock.instant()))
                .findFirst();
    }

    private boolean isDue(WaitingEnvelope one) {
        Duration pause = Duration.ofSeconds(1L << Math.min(one.attempts(), 9));
        Duration wait = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return !one.refusedAt().plus(wait).isAfter(clock.instant());
    }

    private boolean reseal(AgencyRules now, WaitingEnvelope one, Agreement agreement) throws SQLException {
        Instant at = clock.instant();
        Optional<Draft> draft = now.sealer().sealAgain(one.type(), one.record(), agreement, at);
        if (draft.isEmpty()) {
            waiting.giveUp(one);
            return false;
        }
        waiting.replace(one, draft.get());
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(5_000);
    }
}
