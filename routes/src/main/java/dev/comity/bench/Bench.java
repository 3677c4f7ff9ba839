package dev.comity.bench;

import dev.comity.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One measurement: seals, starts the hub, hands over, receives, measures the ceiling, and holds the log against it all. */
public final class Bench {

    private final BenchPlan plan;
    private final Path folder;
    private final Path program;
    private final Consumer<String> progress;
    private boolean ceilingWanted = true;

    /**
     * @param folder empty or missing; everything that is made lies there
     * @param program the program's home
     * @param progress gets a line now and then
     */
    public Bench(BenchPlan plan, Path folder, Path program, Consumer<String> progress) {
        this.plan = plan;
        this.folder = folder;
        this.program = program;
        this.progress = progress;
    }

    /** Leaves the broker's own ceiling unmeasured, which takes half a minute. */
    Bench withoutCeiling() {
        ceilingWanted = false;
        return this;
    }

    /**
     * @return figures of a run in which everything was delivered once and logged
     * @throws BenchFailed if something was not
     */
    public BenchResult run() throws Exception {
        progress.accept("Provisioning %d agencies...".formatted(plan.providers() + plan.recipients()));
        Installation installation = Installation.make(folder, program, plan, Instant.now());
        List<RecordMaker> makers = new ArrayList<>();
        for (int provider = 0; provider < plan.providers(); provider++) {
            makers.add(new RecordMaker(installation, provider));
        }
        LoggedCheck logged = new LoggedCheck(installation);
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= plan.rounds(); number++) {
            Round round = round(installation, makers, logged);
            progress.accept("Round %d: %,.0f records/s, %.3f CPU ms a record, %.2f of the ceiling"
                    .formatted(number, round.recordsPerSecond(), round.cpuMillis(), round.ratio()));
            rounds.add(round);
        }
        return new BenchResult(plan, rounds, logged.run());
    }

    private Round round(Installation installation, List<RecordMaker> makers, LoggedCheck logged) throws Exception {
        progress.accept("Sealing %,d records...".formatted(plan.warmUp() + plan.records()));
        List<List<SealedRecord>> warmUp = sealed(makers, plan.warmUp(), logged);
        List<List<SealedRecord>> timed = sealed(makers, plan.records(), logged);
        progress.accept("Carrying them...");
        var measured = measured(installation, warmUp, timed);
        Optional<Ceiling.Sample> ceiling =
                ceilingWanted && plan.rate().isEmpty() ? Optional.of(ceiling(installation)) : Optional.empty();
        return Round.of(plan.records(), measured.before(), measured.after(), measured.tally(), ceiling);
    }

    private List<List<SealedRecord>> sealed(List<RecordMaker> makers, int count, LoggedCheck logged) {
        List<List<SealedRecord>> sealed = new ArrayList<>();
        for (int provider = 0; provider < makers.size(); provider++) {
            int from = (int) ((long) count * provider / makers.size());
            int to = (int) ((long) count * (provider + 1) / makers.size());
            sealed.add(makers.get(provider).make(to - from));
            logged.expect(sealed.get(provider));
        }
        return sealed;
    }

    private record Measured(Round.Reading before, Round.Reading after, Tally tally) {}

    private Measured measured(
            Installation installation, List<List<SealedRecord>> warmUp, List<List<SealedRecord>> timed)
            throws Exception {
        try (HubProcess hub = HubProcess.start(installation)) {
            AtomicReference<Tally> tally = new AtomicReference<>();
            Phase warming = new Phase(installation, hub.endpoint(), warmUp);
            tally.set(warming.tally());
            try (Receivers receivers = Receivers.start(installation, hub.endpoint(), tally::get)) {
                warming.run(OptionalInt.empty());
                hub.awaitProjections();
                Phase timing = new Phase(installation, hub.endpoint(), timed);
                tally.set(timing.tally());
                Round.Reading before = Round.Reading.of(hub);
                timing.run(plan.rate());
                hub.awaitProjections();
                return new Measured(before, Round.Reading.of(hub), timing.tally());
            }
        }
    }

    private Ceiling.Sample ceiling(Installation installation) throws Exception {
        progress.accept("Measuring the broker's own ceiling...");
        var record = new BenchRecord(plan.fields(), BenchHome.creditCode(0)).record(0, RecordSizes.USUAL_BYTES);
        return Ceiling.measure(
                folder.resolve("ceiling-" + System.nanoTime()),
                installation.configuration().types().find(BenchRecord.TYPE).orElseThrow(),
                Json.text(record));
    }
}
