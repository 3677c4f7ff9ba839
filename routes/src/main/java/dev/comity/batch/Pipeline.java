package dev.comity.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The batches of one session that were taken and are not committed, oldest first. Their routes run on another thread, one after the
 * other, while the session's thread commits what is ready and takes what comes next. So a batch is judged and logged when the one before
 * it is logged, and perhaps not committed. They are committed in their order; where one fails, those after it are dropped with it,
 * and the broker gives all of them back in their order. For the session's thread.
 */
final class Pipeline implements AutoCloseable {

    /** One that is committed, one whose route runs, and one that waits for it. */
    private static final int MOST = 3;

    private final Function<Batch, Optional<Throwable>> route;
    private final ExecutorService thread;
    private final Deque<UnderWay> batches = new ArrayDeque<>();
    /** Whether the last route failed, or runs. Of the thread of the routes, until that has nothing to do. */
    private volatile boolean failed;

    private volatile boolean dropping;

    /**
     * @param route gives what failed; empty if nothing did
     * @param thread a single one
     */
    Pipeline(Function<Batch, Optional<Throwable>> route, ExecutorService thread) {
        this.route = route;
        this.thread = thread;
    }

    /**
     * A batch that was taken.
     *
     * @param taken the messages that it was made of
     * @param routed when its route has returned, what failed
     */
    record UnderWay(Batch batch, List<QueueReader.Taken> taken, Future<Optional<Throwable>> routed) {}

    boolean isEmpty() {
        return batches.isEmpty();
    }

    boolean hasRoom() {
        return batches.size() < MOST;
    }

    /** Size of the messages that it holds. */
    long held() {
        return batches.stream()
                .flatMap(one -> one.taken().stream())
                .mapToLong(QueueReader.Taken::size)
                .sum();
    }

    /** Lets a batch follow those that are under way. */
    void begin(Batch batch, List<QueueReader.Taken> taken) {
        batches.add(new UnderWay(batch, taken, thread.submit(() -> routed(batch))));
    }

    /** On the thread of the routes. What comes behind a failure is not begun: it would be judged without what comes before it. */
    private Optional<Throwable> routed(Batch batch) {
        if (failed || dropping) {
            return Optional.empty();
        }
        // Also where it ends with an error.
        failed = true;
        Optional<Throwable> failure = route.apply(batch);
        failed = failure.isPresent();
        return failure;
    }

    UnderWay oldest() {
        return batches.element();
    }

    /** Waits until the route of the oldest one has returned. @return what failed */
    Optional<Throwable> routed() throws InterruptedException {
        try {
            return oldest().routed().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return Optional.of(e.getCause());
        }
    }

    /** The oldest one is committed. */
    void committed() {
        batches.remove();
    }

    /** Lets go of all of them, once no route runs any more: the transaction is rolled back. */
    void drop() {
        dropping = true;
        batches.forEach(one -> await(one.routed()));
        dropping = false;
        failed = false;
        batches.forEach(one -> one.batch().rolledBack());
        batches.clear();
    }

    private static void await(Future<?> routed) {
        boolean interrupted = false;
        while (!routed.isDone()) {
            try {
                routed.get();
            } catch (ExecutionException e) {
                // It is dropped, whatever became of it.
            } catch (InterruptedException e) {
                // What its route does must be over before its messages come again.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drop();
    }
}
