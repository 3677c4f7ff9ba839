package dev.comity.hub;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** What the JVM knows about itself, for those who watch whether a hub grows. */
final class ProcessMetrics {

    private static final double MILLIS = 1_000.0;

    private ProcessMetrics() {}

    static void write(PrometheusText text) {
        text.counter("comity_collector_seconds_total", "time that collecting garbage took", collectorMillis() / MILLIS);
        text.counter("comity_collections_total", "garbage collections", collections());
        text.counter("comity_allocated_bytes_total", "bytes that the threads of now have allocated", allocated());
        text.gauge("comity_heap_bytes", "heap in use", heap().getUsed());
        text.gauge("comity_heap_limit_bytes", "heap that may be used", heap().getMax());
        text.gauge("comity_heap_kept_bytes", "heap in use after the last collection", keptAfterCollection());
        text.gauge(
                "comity_threads", "threads", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static long collectorMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long keptAfterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
    }

    private static long allocated() {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return 0;
        }
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            // A thread that has just ended has -1.
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
