package dev.comity.bench;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What one round showed.
 *
 * @param recordsPerSecond from the first hand-over to the last delivery
 * @param cpuMillis CPU time of the hub's process a record, its broker included, until index and evidence have everything
 * @param stageMicros CPU microseconds a record by stage of the journey
 * @param threadMicros CPU microseconds a record by kind of thread
 * @param latencyMillis hand-over to delivery: p50, p95, p99
 * @param allocatedBytes that the hub's threads allocated a record
 * @param collectorShare of the time in which the hub collected garbage
 * @param clientMillis CPU time of the loader and the receivers a record, on the same machine
 * @param ceiling what the broker alone carried right after; empty if it was not measured
 */
record Round(
        double recordsPerSecond,
        double cpuMillis,
        SortedMap<String, Double> stageMicros,
        SortedMap<String, Double> threadMicros,
        SortedMap<String, Double> latencyMillis,
        double allocatedBytes,
        double collectorShare,
        double clientMillis,
        Optional<Ceiling.Sample> ceiling) {

    private static final double MICROS = 1e6;
    private static final double MILLION_NANOS = 1e3;

    /** What the hub has used at one moment. */
    record Reading(long nanoTime, ProcessUse use, Map<String, Double> metrics, long clientMillis) {

        static Reading of(HubProcess hub) throws IOException, InterruptedException {
            long client = ProcessUse.of(ProcessHandle.current().pid()).cpuMillis();
            return new Reading(System.nanoTime(), hub.use(), hub.metrics(), client);
        }

        double metric(String name) {
            return metrics.getOrDefault(name, 0.0);
        }
    }

    /** @param records between the two readings */
    static Round of(int records, Reading before, Reading after, Tally tally, Optional<Ceiling.Sample> ceiling) {
        double seconds = tally.nanosSince(before.nanoTime()) / 1e9;
        double collected =
                after.metric("comity_collector_seconds_total") - before.metric("comity_collector_seconds_total");
        return new Round(
                records / seconds,
                (double) (after.use().cpuMillis() - before.use().cpuMillis()) / records,
                stages(records, before, after),
                threads(records, before, after),
                latencies(tally.latencies()),
                (after.metric("comity_allocated_bytes_total") - before.metric("comity_allocated_bytes_total"))
                        / records,
                collected / ((after.nanoTime() - before.nanoTime()) / 1e9),
                (double) (after.clientMillis() - before.clientMillis()) / records,
                ceiling);
    }

    /** Of the broker's ceiling this share; 0 where it was not measured. */
    double ratio() {
        return ceiling.map(sample -> recordsPerSecond / sample.recordsPerSecond())
                .orElse(0.0);
    }

    private static SortedMap<String, Double> stages(int records, Reading before, Reading after) {
        String start = "comity_stage_cpu_seconds_total{stage=\"";
        SortedMap<String, Double> micros = new TreeMap<>();
        after.metrics().forEach((name, value) -> {
            if (name.startsWith(start)) {
                micros.put(
                        name.substring(start.length(), name.length() - 2),
                        (value - before.metric(name)) * MICROS / records);
            }
        });
        return micros;
    }

    private static SortedMap<String, Double> threads(int records, Reading before, Reading after) {
        SortedMap<String, Double> micros = new TreeMap<>();
        after.use().threadMillis().forEach((kind, millis) -> {
            long used = millis - before.use().threadMillis().getOrDefault(kind, 0L);
            micros.put(kind, Math.max(0, used) * MILLION_NANOS / records);
        });
        return micros;
    }

    private static SortedMap<String, Double> latencies(Latencies latencies) {
        return new TreeMap<>(
                Map.of("p50", latencies.millis(0.5), "p95", latencies.millis(0.95), "p99", latencies.millis(0.99)));
    }

    /** The round in the middle by this figure. */
    static Round median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(figure))
                .toList()
                .get((rounds.size() - 1) / 2);
    }
}
