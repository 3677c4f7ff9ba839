package dev.comity.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.List;
import java.util.Map;

/**
 * What was measured, in a run in which everything was delivered once and logged.
 *
 * @param logged what the log holds, in one line
 */
public record BenchResult(BenchPlan plan, List<Round> rounds, String logged) {

    public BenchResult {
        rounds = List.copyOf(rounds);
    }

    public double cpuMillisPerRecord() {
        return Round.median(rounds, Round::cpuMillis).cpuMillis();
    }

    public double ceilingRatio() {
        return Round.median(rounds, Round::ratio).ratio();
    }

    public double recordsPerSecond() {
        return Round.median(rounds, Round::recordsPerSecond).recordsPerSecond();
    }

    /** The round whose throughput is the median: its details stand for all. */
    Round typical() {
        return Round.median(rounds, Round::recordsPerSecond);
    }

    /** For machines. */
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("machine", Machine.describe())
                .put("records", plan.records())
                .put("warmUp", plan.warmUp())
                .put("recordBytes", plan.sizes().mean())
                .put("fields", plan.fields())
                .put("providers", plan.providers())
                .put("recipients", plan.recipients())
                .put("batch", plan.batch())
                .put("acknowledged", plan.acknowledged());
        plan.rate().ifPresent(rate -> json.put("rate", rate));
        var list = json.putArray("rounds");
        rounds.forEach(round -> list.add(json(round)));
        return json.put("logged", logged)
                .put("cpu_ms_per_record", rounded(cpuMillisPerRecord(), 3))
                .put("ceiling_ratio", rounded(ceilingRatio(), 3))
                .put("records_per_second", rounded(recordsPerSecond(), 1));
    }

    private static ObjectNode json(Round round) {
        ObjectNode json = Json.object()
                .put("recordsPerSecond", rounded(round.recordsPerSecond(), 1))
                .put("cpuMillisPerRecord", rounded(round.cpuMillis(), 3))
                .put("clientCpuMillisPerRecord", rounded(round.clientMillis(), 3))
                .put("allocatedBytesPerRecord", Math.round(round.allocatedBytes()))
                .put("collectorShare", rounded(round.collectorShare(), 4));
        round.ceiling()
                .ifPresent(ceiling -> json.putObject("ceiling")
                        .put("recordsPerSecond", rounded(ceiling.recordsPerSecond(), 1))
                        .put("cpuMillisPerRecord", rounded(ceiling.cpuMillis(), 3)));
        put(json.putObject("stageMicrosPerRecord"), round.stageMicros());
        put(json.putObject("threadMicrosPerRecord"), round.threadMicros());
        put(json.putObject("latencyMillis"), round.latencyMillis());
        return json;
    }

    private static void put(ObjectNode json, Map<String, Double> values) {
        values.forEach((name, value) -> json.put(name, rounded(value, 2)));
    }

    private static double rounded(double value, int places) {
        double factor = Math.pow(10, places);
        return Math.round(value * factor) / factor;
    }
}
