package dev.comity.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** One run, of one installation or, where many kills are asked for, of two side by side: a start is mostly waiting for one core. */
public final class Chaos {

    private static final int MANY = 50;
    private static final int TELL_EVERY = 25;

    private Chaos() {}

    /**
     * @param progress gets a line for people now and then
     * @throws Exception if the folders cannot be made or no process can be started; what the processes do is in the result
     */
    public static ChaosResult run(ChaosPlan plan, Consumer<String> progress) throws Exception {
        long startedAt = System.nanoTime();
        AtomicInteger kills = new AtomicInteger();
        Runnable tell = () -> {
            int now = kills.incrementAndGet();
            if (now % TELL_EVERY == 0) {
                progress.accept("%d of %d kills, %d s"
                        .formatted(now, plan.kills(), took(startedAt).toSeconds()));
            }
        };
        int lanes = plan.kills() < MANY ? 1 : 2;
        List<Callable<ChaosResult>> parts = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            ChaosPlan part = plan.part(lane, (plan.kills() + lane) / lanes);
            parts.add(() -> Lane.run(part, tell));
        }
        ExecutorService side = Executors.newFixedThreadPool(lanes);
        try {
            List<ChaosResult> results = new ArrayList<>();
            for (Future<ChaosResult> result : side.invokeAll(parts)) {
                results.add(result.get());
            }
            return together(plan, results, took(startedAt));
        } finally {
            side.shutdownNow();
        }
    }

    private static Duration took(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static ChaosResult together(ChaosPlan plan, List<ChaosResult> results, Duration took) {
        SortedMap<String, Integer> byPoint = new TreeMap<>();
        SortedMap<String, Long> peaks = new TreeMap<>();
        List<String> notReached = new ArrayList<>(results.get(0).notReached());
        for (ChaosResult result : results) {
            result.byPoint().forEach((point, kills) -> byPoint.merge(point, kills, Integer::sum));
            result.peakMegabytes().forEach((who, peak) -> peaks.merge(who, peak, Math::max));
            notReached.retainAll(result.notReached());
        }
        return new ChaosResult(
                plan.seed(),
                results.stream().mapToInt(ChaosResult::kills).sum(),
                byPoint,
                notReached,
                results.stream().mapToLong(ChaosResult::records).sum(),
                results.stream().mapToLong(ChaosResult::entries).sum(),
                all(results, ChaosResult::lost),
                all(results, ChaosResult::doubled),
                all(results, ChaosResult::unlogged),
                all(results, ChaosResult::problems),
                peaks,
                results.stream().map(ChaosResult::cpu).reduce(Duration.ZERO, Duration::plus),
                results.get(0).hubStart(),
                took);
    }

    private static List<String> all(List<ChaosResult> results, Function<ChaosResult, List<String>> of) {
        return results.stream().flatMap(result -> of.apply(result).stream()).toList();
    }
}
