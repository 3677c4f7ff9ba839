package dev.comity.bench;

import dev.comity.client.BrokerSession;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/** Hands the records of one provider over: as many as may be on their way, or at a fixed pace. For one thread. */
final class Loader {

    private static final int TOGETHER = 50;
    private static final double NANOS = 1e9;

    private final BrokerSession session;
    private final Tally tally;
    private int uncommitted;

    Loader(BrokerSession session, Tally tally) {
        this.session = session;
        this.tally = tally;
    }

    /**
     * Returns once the broker holds all of them durably.
     *
     * @param first number of the first record in the tally; the others follow
     * @param rate records a second; empty for as fast as it goes
     */
    void handOver(List<SealedRecord> records, int first, OptionalDouble rate) throws Exception {
        if (rate.isPresent()) {
            paced(records, first, rate.getAsDouble());
        } else {
            flatOut(records, first);
        }
        commit();
    }

    private void flatOut(List<SealedRecord> records, int first) throws Exception {
        for (int i = 0; i < records.size(); i++) {
            if (!tally.mayBegin()) {
                // What was not committed cannot come back, so it would be waited for in vain.
                commit();
                tally.awaitBegin();
            }
            send(records.get(i), first + i);
            if (uncommitted == TOGETHER) {
                commit();
            }
        }
    }

    /** What is due is sent in one transaction: as long as the broker keeps up, that is one record. */
    private void paced(List<SealedRecord> records, int first, double rate) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < records.size(); i++) {
            long due = start + (long) (i * NANOS / rate);
            if (due > System.nanoTime()) {
                commit();
            }
            while (due > System.nanoTime()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            send(records.get(i), first + i);
        }
    }

    private void send(SealedRecord record, int number) throws Exception {
        tally.sent(number);
        session.send(record.message());
        uncommitted++;
    }

    private void commit() throws Exception {
        if (uncommitted > 0) {
            session.commit();
            uncommitted = 0;
        }
    }
}
