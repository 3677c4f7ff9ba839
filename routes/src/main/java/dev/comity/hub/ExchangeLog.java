package dev.comity.hub;

import dev.comity.batch.Unavailable;
import dev.comity.fault.FaultPoint;
import dev.comity.log.Checkpoint;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The hub's way of writing the log: one batch at a time, because the times of entries never decrease and the deliveries to
 * one consumer are numbered without gaps. What could not be logged has not happened: its numbers are given to the next.
 */
final class ExchangeLog {

    private final OpenLog open;
    private final StateStore store;
    private final ExchangeState state;
    private final Clock clock;
    private boolean inDoubt;

    ExchangeLog(OpenLog open, StateStore store, Clock clock) {
        this.open = open;
        this.store = store;
        this.state = store.state();
        this.clock = clock;
    }

    /** What entries are made with: their time, and the next numbers of deliveries. */
    final class Draft {

        private final Instant time;
        private final String timeText;
        private final Map<String, Long> seqs = new HashMap<>();

        private Draft(Instant time) {
            this.time = time;
            this.timeText = time.toString();
        }

        /** Whole seconds. */
        Instant time() {
            return time;
        }

        /** As entries have it. */
        String timeText() {
            return timeText;
        }

        /** The number of the next delivery to a consumer, from 1. */
        long nextSeq(String consumer) {
            return seqs.merge(consumer, state.deliverySeq(consumer) + 1, (before, first) -> before + 1);
        }
    }

    /** @throws Unavailable if the entries are not durable; then none of them counts */
    synchronized List<Placed> append(Function<Draft, List<Entry>> batch) {
        return append(batch, () -> {});
    }

    /**
     * As {@link #append(Function)}, and does something more when the entries are durable, before any other batch is logged.
     *
     * @throws Unavailable if the entries are not durable; then nothing more is done either
     */
    synchronized List<Placed> append(Function<Draft, List<Entry>> batch, Runnable then) {
        open.requireAllowed();
        settleDoubt();
        List<Entry> entries = batch.apply(new Draft(now()));
        List<Placed> placed = entries.isEmpty() ? List.of() : appended(entries);
        then.run();
        return placed;
    }

    private List<Placed> appended(List<Entry> entries) {
        FaultPoint.HUB_BEFORE_APPEND.reach();
        long first = write(entries);
        List<Placed> placed = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            placed.add(new Placed(first + placed.size(), entry));
        }
        state.apply(placed);
        return placed;
    }

    /** After a failed append the disk says what is logged. Where it holds more than was known, the batch is judged anew. */
    private void settleDoubt() {
        if (!inDoubt) {
            return;
        }
        try {
            open.reopen();
            long known = state.applied();
            store.catchUp();
            inDoubt = false;
            if (state.applied() != known) {
                throw new Unavailable("the exchange log held entries that were not known to be durable", null);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static Unavailable unwritable(IOException cause) {
        return new Unavailable("the exchange log cannot be written, so nothing is delivered", cause);
    }

    private long write(List<Entry> entries) {
        try {
            return log().append(entries.stream().map(Entry::bytes).toList()).firstIndex();
        } catch (IOException e) {
            inDoubt = true;
            throw unwritable(e);
        }
    }

    private TileLog log() {
        return open.log();
    }

    private Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return now.isBefore(state.lastTime()) ? state.lastTime() : now;
    }

    /** @throws Unavailable if the log cannot be read */
    Placed entry(long index) {
        try {
            return new Placed(index, Entry.parse(log().entry(index)));
        } catch (IOException e) {
            throw new Unavailable("the exchange log cannot be read", e);
        }
    }

    /** Entries from an index on for as long as a condition holds. */
    List<Placed> following(long index, Function<Placed, Boolean> belongs) {
        List<Placed> found = new ArrayList<>();
        for (long i = index; i < log().size(); i++) {
            Placed next = entry(i);
            if (!belongs.apply(next)) {
                break;
            }
            found.add(next);
        }
        return found;
    }

    /** Proofs under the newest checkpoint, by index. */
    Map<Long, InclusionProof> prove(List<Long> indices) {
        try {
            Checkpoint checkpoint = log().checkpoint();
            List<Long> asked = indices.stream().distinct().sorted().toList();
            Map<Long, InclusionProof> proofs = new HashMap<>();
            for (InclusionProof proof : log().prove(asked, checkpoint)) {
                proofs.put(proof.index(), proof);
            }
            return proofs;
        } catch (IOException e) {
            throw new Unavailable("the exchange log cannot be read", e);
        }
    }

    String origin() {
        return log().checkpoint().origin();
    }
}
