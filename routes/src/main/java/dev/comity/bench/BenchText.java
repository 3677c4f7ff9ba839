package dev.comity.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Prints a result for people; its last three lines are fixed, for scripts. */
public final class BenchText {

    private final PrintWriter out;

    public BenchText(PrintWriter out) {
        this.out = out;
    }

    public void print(BenchResult result) {
        BenchPlan plan = result.plan();
        line("Machine       %s", Machine.describe());
        line(
                "Records       %,d after %,d to warm up, %s bytes (%,d on average), %d fields; %d provider(s), %d recipients each, batches of at most %d",
                plan.records(),
                plan.warmUp(),
                plan.sizes().name(),
                plan.sizes().mean(),
                plan.fields(),
                plan.providers(),
                plan.recipients(),
                plan.batch());
        if (plan.acknowledged()) {
            line("Consumers     open each delivery and acknowledge it; the figures hold the acknowledgements, too");
        }
        Round typical = result.typical();
        line("Delivered     %s", result.logged());
        line("CPU by stage  %s", listed(typical.stageMicros()));
        line("CPU by thread %s", listed(typical.threadMicros()));
        line(
                "Latency       p50 %.1f ms, p95 %.1f ms, p99 %.1f ms from hand-over to delivery, %s",
                typical.latencyMillis().get("p50"),
                typical.latencyMillis().get("p95"),
                typical.latencyMillis().get("p99"),
                plan.rate().isPresent()
                        ? "at %d records a second".formatted(plan.rate().getAsInt())
                        : "with up to %,d records on their way (give --rate to measure it without a queue)"
                                .formatted(Tally.WINDOW));
        line(
                "Memory        %,.0f bytes allocated a record, %.1f %% of the time for collecting",
                typical.allocatedBytes(), typical.collectorShare() * 100);
        line("Beside it     %.3f CPU ms a record for handing over and receiving", typical.clientMillis());
        typical.ceiling()
                .ifPresent(ceiling -> line(
                        "Ceiling       %,.0f records/s and %.3f CPU ms a record, where the broker alone carries them",
                        ceiling.recordsPerSecond(), ceiling.cpuMillis()));
        line("cpu_ms_per_record: %.3f", result.cpuMillisPerRecord());
        line("ceiling_ratio: %.3f", result.ceilingRatio());
        line("records_per_second: %.1f", result.recordsPerSecond());
        out.flush();
    }

    private static String listed(Map<String, Double> micros) {
        StringBuilder text = new StringBuilder();
        micros.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(one -> text.append(text.isEmpty() ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%s %.0f", one.getKey(), one.getValue())));
        return text + " (microseconds a record)";
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
