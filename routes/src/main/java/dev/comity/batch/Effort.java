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

    private final Map<String, LongAdder> stages = new ConcurrentHashMap<>();

    /** Some work that ends with a result or an exception of one kind. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T done() throws E;
    }

    /** Does the work and adds what it took, also where it fails. */
    public <T, E extends Exception> T of(String stage, Work<T, E> work) throws E {
        long before = now();
        try {
            return work.done();
        } finally {
            stages.computeIfAbsent(stage, name -> new LongAdder()).add(now() - before);
        }
    }

    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /** Seconds by stage. */
    public SortedMap<String, Double> seconds() {
        SortedMap<String, Double> seconds = new TreeMap<>();
        stages.forEach((stage, nanos) -> seconds.put(stage, nanos.sum() / 1e9));
        return seconds;
    }
}
