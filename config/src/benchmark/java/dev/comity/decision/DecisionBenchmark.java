package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.config.Home;
import dev.comity.json.Json;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** One record for sixteen consumers whose agreements have no condition: below five microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {

    private static final double MOST_MICROSECONDS = 5;
    private static final int CONSUMERS = 16;

    private final RecordType type = Home.type("death-registration/1");
    private final Set<FieldPath> leaves = new HashSet<>();
    private final ObjectNode record = Json.object();
    private final Instant now = Instant.parse("2026-01-15T00:00:00Z");
    private final DecisionEngine engine;

    public DecisionBenchmark() {
        type.fields().values().stream().filter(Field::leaf).map(Field::path).forEach(leaves::add);
        List<FieldPath> names = List.copyOf(type.leaves());
        List<Agreement> agreements = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            agreements.add(SampleAgreement.named("agreement-" + i)
                    .consumer("consumer-" + i)
                    .release(names.subList(i % 8, i % 8 + 6))
                    .build());
        }
        engine = new DecisionEngine(
                Home.types(), agreements, slug -> Optional.of("440300"), ZoneId.of("Asia/Shanghai"));
    }

    @Benchmark
    public List<Decision> sixteenConsumersWithoutConditions() {
        return engine.decide("civil-affairs", type.id(), record, leaves, Optional.empty(), now);
    }

    /** Ends with 1 where it takes longer than it may. */
    public static void main(String[] args) throws Exception {
        var options = new OptionsBuilder()
                .include(DecisionBenchmark.class.getSimpleName())
                .jvmArgs("-Dcomity.home=" + System.getProperty("comity.home"))
                .build();
        boolean fast = true;
        for (RunResult result : new Runner(options).run()) {
            double microseconds = result.getPrimaryResult().getScore();
            fast &= microseconds < MOST_MICROSECONDS;
        }
        if (!fast) {
            throw new IllegalStateException("slower than " + MOST_MICROSECONDS + " microseconds");
        }
    }
}
