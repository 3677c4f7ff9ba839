package dev.comity.witnesses;

import dev.comity.fault.FaultPoint;
import dev.comity.log.Checkpoint;
import dev.comity.log.TileLog;
import dev.comity.log.WitnessAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the witnesses about the newest checkpoint, round after round, in a thread of its own. A round is over when everybody who was
 * asked has answered, or after a few seconds; who is slow is asked again when its answer has come. A witness that is away for days has
 * one request waiting, not thousands.
 */
final class WitnessFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessFeed.class);
    private static final long POLL_MILLIS = 100;
    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    private final Supplier<TileLog> log;
    private final int quorum;
    private final WitnessedCheckpoints kept;
    private final Consumer<String> alarm;
    private final Map<String, WitnessPeer> peers = new LinkedHashMap<>();
    private final BlockingQueue<Answer> answers;
    private final Thread thread = new Thread(this::run, "comity-witnesses");
    private volatile boolean running = true;
    private Round round;
    private long witnessedSize;
    private long behindSince = System.nanoTime();
    private volatile Witnessed state;
    private volatile boolean enoughAnswered;
    private volatile boolean olderCopy;

    private record Answer(String agency, String request, WitnessAnswer answer) {}

    /** Where the answers of all channels wait for the feed. */
    static final class Inbox implements Answers {
        private final BlockingQueue<Answer> queue = new LinkedBlockingQueue<>(10_000);

        @Override
        public void take(String agency, String request, WitnessAnswer answer) {
            // A witness that floods the queue loses its own answers; nobody waits for them.
            queue.offer(new Answer(agency, request, answer));
        }
    }

    /**
     * @param log as it is open now
     * @param quorum at least 1, at most the number of witnesses
     * @param alarm gets the reason, once, if the log is an older copy of itself
     */
    WitnessFeed(
            Supplier<TileLog> log,
            int quorum,
            List<WitnessPeer> peers,
            Inbox inbox,
            WitnessedCheckpoints kept,
            Consumer<String> alarm)
            throws IOException {
        this.alarm = alarm;
        this.log = log;
        this.quorum = quorum;
        this.kept = kept;
        this.answers = inbox.queue;
        this.witnessedSize = kept.newestSize();
        peers.forEach(peer -> this.peers.put(peer.agency(), peer));
        this.state = snapshot();
        thread.setDaemon(true);
    }

    WitnessFeed start() {
        thread.start();
        return this;
    }

    private void run() {
        while (running) {
            try {
                turn();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("The witnesses could not be asked, or their answers not written; tried again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(APART.toMillis());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void turn() throws IOException, InterruptedException {
        Answer answer = answers.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        for (; answer != null; answer = answers.poll()) {
            take(answer);
        }
        if (round != null) {
            publish();
        }
        if (isDue()) {
            begin(log.get().checkpoint());
        }
        tell();
    }

    private boolean isDue() {
        if (round == null) {
            return true;
        }
        Checkpoint head = log.get().checkpoint();
        boolean news = !head.isSameHead(round.checkpoint()) || round.cosignatures() < peers.size();
        return news && isOver() && round.age() > APART.toNanos();
    }

    private boolean isOver() {
        return round.age() > LONGEST_ROUND.toNanos()
                || round.cosignatures() >= quorum && round.age() > APART.toNanos()
                || peers.values().stream().noneMatch(WitnessPeer::waits);
    }

    /** A new round; the old one goes on where the log has not grown, for those who have not cosigned it. */
    private void begin(Checkpoint head) throws IOException {
        if (round == null || !head.isSameHead(round.checkpoint())) {
            round = new Round(head);
        } else {
            round.again();
        }
        for (WitnessPeer peer : peers.values()) {
            ask(peer);
        }
    }

    private void ask(WitnessPeer peer) throws IOException {
        if (!round.has(peer.agency())) {
            peer.ask(round.checkpoint(), log.get());
        }
    }

    private void take(Answer answer) throws IOException {
        WitnessPeer peer = peers.get(answer.agency());
        if (peer == null) {
            return; // an agency that is no witness; nobody asked it
        }
        long seen = peer.seen();
        var cosigned = peer.take(answer.request(), answer.answer());
        if (cosigned.filter(c -> c.checkpoint().isSameHead(round.checkpoint())).isPresent()) {
            round.add(peer.agency(), cosigned.get().line());
        } else if (cosigned.isEmpty() && peer.seen() != seen) {
            // It has said what it has seen: now it can be proven to it that this checkpoint extends that.
            ask(peer);
        }
    }

    /** Not line by line: each writing costs a round of fsync that the log's own writer may wait for. */
    private void publish() throws IOException {
        boolean reached = round.reached(quorum);
        if (round.hasNews() && (reached || isOver())) {
            FaultPoint.WITNESSES_ANSWERED.reach();
            log.get().addCosignatures(round.checkpoint(), round.lines());
            FaultPoint.WITNESSES_PUBLISHED.reach();
            round.published();
        }
        if (reached) {
            kept.keep(round.cosigned());
            witnessedSize = Math.max(witnessedSize, round.checkpoint().size());
            // What no quorum has cosigned came after this checkpoint was taken.
            behindSince = round.begunAt();
        }
    }

    private void tell() {
        long size = log.get().size();
        long now = System.nanoTime();
        behindSince = witnessedSize >= size ? now : behindSince;
        long answered = peers.values().stream()
                .filter(peer -> peer.hasAnswered() && peer.seen() <= size)
                .count();
        enoughAnswered = answered >= quorum;
        state = snapshot();
        findOlderCopy(size);
    }

    /** So many have seen more that one of them at least is honest, if a quorum is to mean anything. */
    private void findOlderCopy(long size) {
        long[] later = peers.values().stream()
                .mapToLong(WitnessPeer::seen)
                .filter(seen -> seen > size)
                .toArray();
        if (!olderCopy && later.length > peers.size() - quorum) {
            alarm.accept(
                    ("%d of the witnesses have seen at least %d entries of this log, and here are %d: this is an older copy, and"
                                    + " nothing is signed. Put the newest log back, or begin a new one under another origin.")
                            .formatted(later.length, Arrays.stream(later).min().orElse(0), size));
            // Last: whoever waited for it finds the reason told.
            olderCopy = true;
        }
    }

    private Witnessed snapshot() {
        SortedMap<String, String> troubles = new TreeMap<>();
        peers.values().stream()
                .filter(peer -> !peer.trouble().isEmpty())
                .forEach(peer -> troubles.put(peer.agency(), peer.trouble()));
        return new Witnessed(
                log.get().size(),
                witnessedSize,
                round == null ? 0 : round.cosignatures(),
                quorum,
                Duration.ofNanos(System.nanoTime() - behindSince),
                troubles);
    }

    Witnessed state() {
        return state;
    }

    /** Whether more witnesses than could lie together have seen more entries than this log holds. */
    boolean isOlderCopy() {
        return olderCopy;
    }

    /**
     * Waits until a quorum has said what it has seen of this log.
     *
     * @return false if it did not within this time, or the log turned out to be an older copy
     */
    boolean awaitAnswers(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (!enoughAnswered && !olderCopy && System.nanoTime() < until) {
            Thread.sleep(POLL_MILLIS / 4);
        }
        return enoughAnswered && !olderCopy;
    }

    /** Waits until a quorum has cosigned everything that is in the log. @return whether it has */
    boolean awaitWitnessed(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (witnessedUpTo() < log.get().size() && System.nanoTime() < until) {
            Thread.sleep(POLL_MILLIS / 4);
        }
        return witnessedUpTo() >= log.get().size();
    }

    private long witnessedUpTo() {
        return state.witnessedSize();
    }

    @Override
    public void close() throws InterruptedException {
        // No interrupt: it could tear the writing of a checkpoint.
        running = false;
        thread.join(10_000);
    }
}
