package dev.comity.batch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** CPU time that each stage of a journey has used so far, by whichever threads. Costs two reads of a clock a batch. Thread-safe. */
public final class Effort {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final ThreadLocal<Stage> CURRENT = new ThreadLocal<>();

    private final Map<String, Stage> stages = new ConcurrentHashMap<>();

    /** Some work that ends with a result or an exception of one kind. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T done() throws E;
    }

    /** What one stage has used. */
    static final class Stage {

        private static final Stage NONE = new Stage();

        private final LongAdder nanos = new LongAdder();

        /** Does the work and adds what this thread took, also where it fails. */
        <T, E extends Exception> T measure(Work<T, E> work) throws E {
            Stage before = CURRENT.get();
            long start = now();
            CURRENT.set(this);
            try {
                return work.done();
            } finally {
                CURRENT.set(before);
                nanos.add(now() - start);
            }
        }
    }

    /** Does the work and adds what it took, also where it fails. */
    public <T, E extends Exception> T of(String stage, Work<T, E> work) throws E {
        return stages.computeIfAbsent(stage, name -> new Stage()).measure(work);
    }

    /** The stage that this thread works for, so that its helpers count for it too. */
    static Stage current() {
        Stage current = CURRENT.get();
        return current == null ? Stage.NONE : current;
    }

    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /** Seconds by stage. */
    public SortedMap<String, Double> seconds() {
        SortedMap<String, Double> seconds = new TreeMap<>();
        stages.forEach((name, stage) -> seconds.put(name, stage.nanos.sum() / 1e9));
        return seconds;
    }
}
