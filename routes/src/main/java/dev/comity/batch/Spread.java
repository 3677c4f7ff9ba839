package dev.comity.batch;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Spreads work on the items of a batch over the processors. Who asks works as well, and waits only for items that another thread
 * has begun, so that any number of batches may ask at once.
 */
public final class Spread {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** So few are done before another thread has woken up. */
    private static final int FEW = 4;

    /** Items that a thread takes at once. */
    private static final int SHARE = 4;

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ExecutorService HELPERS = Executors.newFixedThreadPool(Math.max(1, PROCESSORS - 1), work -> {
        Thread helper = new Thread(work, "comity-spread-" + NUMBERS.incrementAndGet());
        helper.setDaemon(true);
        return helper;
    });

    private Spread() {}

    /**
     * @param work must not depend on the order of the items
     * @return results in the order of the items
     * @throws RuntimeException what the work threw on one of them
     */
    public static <T, R> List<R> map(List<T> items, Function<T, R> work) {
        if (items.size() <= FEW || PROCESSORS == 1) {
            return items.stream().map(work).toList();
        }
        Run<T, R> run = new Run<>(items, work, Effort.current());
        int helpers = Math.min(PROCESSORS - 1, items.size() / SHARE);
        for (int i = 0; i < helpers; i++) {
            HELPERS.execute(run::help);
        }
        run.work();
        return run.results();
    }

    /** One list under way. */
    private static final class Run<T, R> {

        private final List<T> items;
        private final Function<T, R> work;
        private final Effort.Stage stage;
        private final Object[] results;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Run(List<T> items, Function<T, R> work, Effort.Stage stage) {
            this.items = items;
            this.work = work;
            this.stage = stage;
            this.results = new Object[items.size()];
            this.open = new CountDownLatch((items.size() + SHARE - 1) / SHARE);
        }

        void help() {
            stage.measure(() -> {
                work();
                return null;
            });
        }

        void work() {
            for (int from = next.getAndAdd(SHARE); from < results.length; from = next.getAndAdd(SHARE)) {
                try {
                    for (int i = from; i < Math.min(from + SHARE, results.length); i++) {
                        results[i] = work.apply(items.get(i));
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        }

        @SuppressWarnings("unchecked")
        List<R> results() {
            await();
            if (failure.get() instanceof Error error) {
                throw error;
            }
            if (failure.get() instanceof RuntimeException exception) {
                throw exception;
            }
            return (List<R>) List.of(results);
        }

        private void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    // What has begun ends soon; results that are still being written must not be read.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
