package dev.comity.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * A steady load for minutes, to see whether anything in the hub grows: heap that is left after a full collection, open files,
 * threads. What one piece of the load leaves behind, the next would leave as well.
 */
public final class Soak {

    private static final int PIECE_SECONDS = 10;
    private static final long COLLECT_SECONDS = 60;
    private static final long HEAP_SLACK_BYTES = 24L << 20;
    private static final long FEW = 8;

    private final BenchPlan plan;
    private final Path folder;
    private final Path program;
    private final Duration length;
    private final Consumer<String> told;

    /** @param plan with a rate */
    public Soak(BenchPlan plan, Path folder, Path program, Duration length, Consumer<String> told) {
        this.plan = plan;
        this.folder = folder;
        this.program = program;
        this.length = length;
        this.told = told;
    }

    /**
     * What was seen after one piece of the load.
     *
     * @param heapBytes left after a full collection
     */
    public record Sample(
            long second, long records, long heapBytes, long openFiles, long threads, long residentBytes, double p99) {

        /** For people. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "%5d s  %,9d records  heap kept %5.1f MB  files %d  threads %d  resident %,d MB  p99 %.1f ms",
                    second,
                    records,
                    heapBytes / 1048576.0,
                    openFiles,
                    threads,
                    residentBytes >> 20,
                    p99);
        }
    }

    /**
     * @return every sample
     * @throws BenchFailed if something grew, or was not delivered once and logged
     */
    public List<Sample> run() throws Exception {
        Installation installation = Installation.make(folder, program, plan, Instant.now());
        RecordMaker maker = new RecordMaker(installation, 0);
        List<Sample> samples = new ArrayList<>();
        LoggedCheck logged = new LoggedCheck(installation);
        try (HubProcess hub = HubProcess.start(installation)) {
            AtomicReference<Tally> tally = new AtomicReference<>(new Tally(List.of(), false));
            try (Receivers receivers = Receivers.start(installation, hub.endpoint(), tally::get)) {
                pieces(installation, hub, maker, tally, logged, samples);
            }
        }
        told.accept(logged.run());
        judge(samples);
        return samples;
    }

    private void pieces(
            Installation installation,
            HubProcess hub,
            RecordMaker maker,
            AtomicReference<Tally> tally,
            LoggedCheck logged,
            List<Sample> samples)
            throws Exception {
        long start = System.nanoTime();
        long records = 0;
        while (System.nanoTime() - start < length.toNanos()) {
            List<SealedRecord> piece = maker.make(plan.rate().orElseThrow() * PIECE_SECONDS);
            Phase phase = new Phase(installation, hub.endpoint(), List.of(piece));
            tally.set(phase.tally());
            phase.run(OptionalInt.of(plan.rate().getAsInt()));
            records += piece.size();
            logged.expect(piece);
            hub.awaitProjections();
            samples.add(sample(hub, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), records, phase.tally()));
            told.accept(samples.get(samples.size() - 1).line());
        }
    }

    private static Sample sample(HubProcess hub, long second, long records, Tally tally)
            throws IOException, InterruptedException {
        collect(hub.pid());
        ProcessUse use = hub.use();
        double heap = hub.metrics().getOrDefault("comity_heap_kept_bytes", 0.0);
        return new Sample(
                second,
                records,
                (long) heap,
                use.openFiles(),
                use.threads(),
                use.residentBytes(),
                tally.latencies().millis(0.99));
    }

    /** For machines. */
    public static ObjectNode json(List<Sample> samples) {
        ObjectNode json = Json.object().put("machine", Machine.describe());
        ArrayNode list = json.putArray("samples");
        for (Sample sample : samples) {
            list.addObject()
                    .put("second", sample.second())
                    .put("records", sample.records())
                    .put("heapBytes", sample.heapBytes())
                    .put("openFiles", sample.openFiles())
                    .put("threads", sample.threads())
                    .put("residentBytes", sample.residentBytes())
                    .put("p99Millis", sample.p99());
        }
        return json;
    }

    private static void collect(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collecting = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        if (!collecting.waitFor(COLLECT_SECONDS, TimeUnit.SECONDS) || collecting.exitValue() != 0) {
            throw new IOException(jcmd + " could not ask the hub for a collection");
        }
    }

    /** The first third warms up; then the middle third is held against the last. */
    static void judge(List<Sample> samples) throws BenchFailed {
        if (samples.size() < 3) {
            throw new BenchFailed("Too short to see whether anything grows: %d samples, three at least are needed"
                    .formatted(samples.size()));
        }
        int third = samples.size() / 3;
        List<Sample> before = samples.subList(third, 2 * third);
        List<Sample> after = samples.subList(samples.size() - third, samples.size());
        List<String> grown = new ArrayList<>();
        grew("heap", before, after, Sample::heapBytes, HEAP_SLACK_BYTES, grown);
        grew("open files", before, after, Sample::openFiles, FEW, grown);
        grew("threads", before, after, Sample::threads, FEW, grown);
        if (!grown.isEmpty()) {
            throw new BenchFailed("Grown: " + String.join("; ", grown));
        }
    }

    private static void grew(
            String what,
            List<Sample> before,
            List<Sample> after,
            ToLongFunction<Sample> figure,
            long slack,
            List<String> grown) {
        long from = median(before, figure);
        long to = median(after, figure);
        if (to > from + slack) {
            grown.add("%s from %,d to %,d".formatted(what, from, to));
        }
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> figure) {
        long[] sorted = samples.stream().mapToLong(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
