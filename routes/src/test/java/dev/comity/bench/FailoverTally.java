package dev.comity.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of everything that was sent, as consumers see it that drop repeats by delivery id: what is missing, what nobody expected,
 * what came out of turn, and when nothing came at all. Thread-safe.
 */
final class FailoverTally {

    private static final long NANOS = 1_000_000L;

    /** Which record of which provider a delivery is of, and to whom. */
    private record Expected(String provider, int number, String consumer) {}

    private final Map<String, Expected> deliveries = new HashMap<>();
    private final Set<String> receipts = new HashSet<>();
    private final Set<String> delivered = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<String, List<Long>> arrivals = new HashMap<>();
    private long repeats;
    private long unexpected;
    private long refused;
    private long outOfTurn;

    synchronized void expect(String provider, int number, SealedRecord record) {
        receipts.add(record.jti());
        for (int consumer = 0; consumer < record.deliveries().size(); consumer++) {
            deliveries.put(
                    record.deliveries().get(consumer), new Expected(provider, number, BenchPlan.consumer(consumer)));
        }
    }

    synchronized void delivered(String delivery, String consumer) {
        Expected expected = deliveries.get(delivery);
        if (expected == null || !expected.consumer().equals(consumer)) {
            unexpected++;
        } else if (!delivered.add(delivery)) {
            repeats++;
        } else {
            arrivals.computeIfAbsent(expected.provider(), provider -> new ArrayList<>())
                    .add(System.nanoTime());
            Integer before = last.put(expected.provider() + " to " + consumer, expected.number());
            outOfTurn += before != null && before > expected.number() ? 1 : 0;
        }
    }

    synchronized void accepted(String jti) {
        answered.add(jti);
    }

    synchronized void refused(String jti) {
        refused++;
        answered.add(jti);
    }

    synchronized boolean isAnswered(String jti) {
        return answered.contains(jti);
    }

    synchronized long lost() {
        return deliveries.size()
                - delivered.size()
                + receipts.stream().filter(jti -> !answered.contains(jti)).count();
    }

    /** Of those that came. */
    synchronized long arrived() {
        return delivered.size();
    }

    synchronized boolean holds() {
        return lost() == 0 && unexpected == 0 && refused == 0 && outOfTurn == 0;
    }

    synchronized String text() {
        return """
                sent: %,d records, each once but for what is sent again without an answer
                delivered: %,d of %,d; refused: %,d; out of turn: %,d; repeats dropped by delivery id: %,d
                lost: %,d
                doubled, under an id that nobody expects: %,d""".formatted(
                receipts.size(), delivered.size(), deliveries.size(), refused, outOfTurn, repeats, lost(), unexpected);
    }

    /** The first few that are missing: whose record, which in its order, and for whom. */
    synchronized String missing() {
        return deliveries.entrySet().stream()
                .filter(one -> !delivered.contains(one.getKey()))
                .limit(12)
                .map(one -> "missing: record %d of %s for %s, delivery %s"
                        .formatted(
                                one.getValue().number(),
                                one.getValue().provider(),
                                one.getValue().consumer(),
                                one.getKey()))
                .collect(Collectors.joining("\n"));
    }

    /** Whether something of every one of so many providers was delivered after a moment. */
    synchronized boolean allFlowedSince(long moment, int providers) {
        return arrivals.values().stream()
                        .filter(times -> times.get(times.size() - 1) > moment)
                        .count()
                == providers;
    }

    /** Whether deliveries came within so many seconds before a moment, and of every provider after it. */
    synchronized boolean flowedAround(long moment, long withinSeconds) {
        long from = moment - withinSeconds * 1_000 * NANOS;
        return arrivals.values().stream().flatMap(List::stream).anyMatch(at -> at > from && at < moment)
                && arrivals.values().stream().allMatch(times -> times.get(times.size() - 1) > moment);
    }

    /**
     * How long nothing of some provider was delivered, at the longest: of the pauses that ended after a moment, and began within so many
     * seconds of it.
     */
    synchronized long pauseMillis(long moment, long withinSeconds) {
        return arrivals.values().stream()
                        .mapToLong(times -> pause(times, moment, moment + withinSeconds * 1_000 * NANOS))
                        .max()
                        .orElse(0)
                / NANOS;
    }

    private static long pause(List<Long> times, long from, long to) {
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            boolean about = times.get(i) > from && times.get(i - 1) < to;
            longest = about ? Math.max(longest, times.get(i) - times.get(i - 1)) : longest;
        }
        return longest;
    }
}
