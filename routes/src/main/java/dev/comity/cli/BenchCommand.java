package dev.comity.cli;

import dev.comity.bench.Bench;
import dev.comity.bench.BenchFailed;
import dev.comity.bench.BenchPlan;
import dev.comity.bench.BenchResult;
import dev.comity.bench.BenchText;
import dev.comity.bench.CostTable;
import dev.comity.bench.RecordSizes;
import dev.comity.bench.Scaling;
import dev.comity.bench.ScalingText;
import dev.comity.bench.Soak;
import dev.comity.chaos.ChaosPlan;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Throughput and cost on this machine. */
@Command(
        name = "bench",
        description = "Measures what a record costs on this machine, beside what the broker alone carries here.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured; everything that was sent was delivered once and is in the log",
            "1:something was lost, doubled, refused or not logged: the figures count for nothing",
            "2:the command line is wrong",
            "4:a folder or file that was named cannot be used",
            "5:the hub or the broker cannot be started",
            "70:internal error"
        },
        footer = {
            "",
            "The hub runs in a process of its own, with the options of 'comity run'. Give the machine to it alone.",
            "",
            "Examples:",
            "  comity bench --rounds 3",
            "  comity bench --chaos 300 --seed 7",
            "",
            "See next: docs/performance.md, docs/crash-matrix.md."
        })
final class BenchCommand implements Callable<Integer> {

    private static final int RECORDS = 20_000;
    private static final int WARM_UP = 60_000;

    /** All records are sealed before, and held in memory: of large ones fewer warm up. */
    private static final long WARM_UP_BYTES = 100_000_000;

    private static final int FIELDS = 24;
    private static final int BATCH = 100;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records that are timed in each round; default: 20000.")
    private int records = RECORDS;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Records before them; default: 60000, and of large ones as many as are 100 MB.")
    private Optional<Integer> warmUp = Optional.empty();

    @Option(names = "--recipients", paramLabel = "R", description = "Agencies that get each record; default: 3.")
    private int recipients = 3;

    @Option(names = "--providers", paramLabel = "P", description = "Agencies that hand records over; default: 1.")
    private int providers = 1;

    @Option(names = "--fields", paramLabel = "F", description = "Leaves of a record, 10 to 1000; default: 24.")
    private int fields = FIELDS;

    @Option(
            names = "--size",
            paramLabel = "mix|BYTES",
            description =
                    "JSON bytes of a record, or 'mix': 30%% 2 kB, 60%% 10 kB, 9%% 100 kB, 0.9%% 2 MB, 0.1%% 10 MB."
                            + " Default: 1500.")
    private String size = Integer.toString(RecordSizes.USUAL_BYTES);

    @Option(names = "--batch", paramLabel = "N", description = "Most records in one transaction; default: 100.")
    private int batch = BATCH;

    /** The names by which a crypto provider is asked for. */
    enum Provider {
        CORRETTO,
        BOUNCYCASTLE,
        JDK
    }

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "The hub's signatures by corretto, bouncycastle or jdk; default: what 'comity run' takes.")
    private Optional<Provider> provider = Optional.empty();

    @Option(names = "--acks", description = "Consumers open and acknowledge each delivery; counted with the rest.")
    private boolean acks;

    @Option(names = "--rounds", paramLabel = "N", description = "How often it is measured; medians count. Default: 1.")
    private int rounds = 1;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Hand over N records a second, for latency; default: as many as the hub takes.")
    private Optional<Integer> rate = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder for all that is made, on the disk to measure; default: a temporary one, removed afterwards.")
    private Optional<Path> data = Optional.empty();

    @ArgGroup(exclusive = true, heading = "In place of one measurement:%n")
    private Mode mode = new Mode();

    /** What is done in place of one measurement. */
    private static final class Mode {

        @Option(
                names = "--table",
                description = "Measure how the cost grows with recipients, fields and size; prints a table.")
        private boolean table;

        @Option(
                names = "--soak",
                paramLabel = "MINUTES",
                description =
                        "A steady load of --rate records a second; fails if heap, files or threads of the hub grow.")
        private Optional<Integer> soak = Optional.empty();

        @Option(
                names = "--simulate",
                paramLabel = "FILE",
                description =
                        "What a city, a province, a country needs, from what '--table -o json' printed; measures nothing.")
        private Optional<Path> simulate = Optional.empty();
    }

    @Mixin
    private ChaosOptions chaos;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return chaos.wanted() ? kill() : measure();
    }

    private int kill() throws Exception {
        try (ScratchFolder folder = ScratchFolder.of(data, "comity-chaos")) {
            return ChaosOptions.run(chaosPlan(folder.path()), this::progress, output, out());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.SERVER, "Not done: " + DemoCommand.reason(e), e);
        }
    }

    private ChaosPlan chaosPlan(Path folder) {
        try {
            return chaos.plan(folder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private int measure() throws Exception {
        if (mode.simulate.isPresent()) {
            return simulate(mode.simulate.get());
        }
        BenchPlan plan = plan();
        try (ScratchFolder folder = ScratchFolder.of(data, "comity-bench")) {
            if (mode.table) {
                return table(new CostTable(plan, folder.path(), Folders.home(), this::progress).rows());
            }
            if (mode.soak.isPresent()) {
                return soak(plan, folder.path(), mode.soak.get());
            }
            BenchResult result = new Bench(plan, folder.path(), Folders.home(), this::progress).run();
            return output.print(out(), report("measured"), result::json, () -> new BenchText(out()).print(result));
        } catch (BenchFailed e) {
            throw new CommandFailed(ExitCode.FAILED, e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.SERVER, "Not measured: " + DemoCommand.reason(e), e);
        }
    }

    private int table(List<CostTable.Row> rows) {
        return output.print(
                out(), report("measured"), () -> CostTable.json(rows), () -> print(CostTable.markdown(rows)));
    }

    private int soak(BenchPlan plan, Path folder, int minutes) throws Exception {
        if (plan.rate().isEmpty() || minutes < 1) {
            throw new ParameterException(spec.commandLine(), "--soak takes minutes and needs --rate");
        }
        List<Soak.Sample> samples =
                new Soak(plan, folder, Folders.home(), Duration.ofMinutes(minutes), this::progress).run();
        return output.print(out(), report("steady"), () -> Soak.json(samples), () -> {
            samples.forEach(sample -> out().println(sample.line()));
            print("Nothing grew: heap after a collection, open files, threads.\n");
        });
    }

    private int simulate(Path file) throws CommandFailed {
        try {
            Scaling scaling = Scaling.of(Json.parseObject(Files.readAllBytes(file)));
            return output.print(
                    out(),
                    report("simulated"),
                    () -> ScalingText.json(scaling),
                    () -> print(ScalingText.markdown(scaling)));
        } catch (IOException e) {
            throw CommandFailed.unreadable("Table of costs", file, "Write it with 'comity bench --table -o json'.");
        } catch (MalformedJson | IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s: what 'comity bench --table -o json' prints was expected: %s. Nothing was computed."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Report report(String verdict) {
        return new Report(verdict, ExitCode.DONE, List.of(), Optional.empty());
    }

    private void print(String text) {
        out().print(text);
        out().flush();
    }

    private BenchPlan plan() {
        try {
            RecordSizes sizes = RecordSizes.parse(size);
            return new BenchPlan(
                    records,
                    warmUp.orElse((int) Math.min(WARM_UP, WARM_UP_BYTES / sizes.mean())),
                    providers,
                    recipients,
                    fields,
                    sizes,
                    batch,
                    provider.map(name -> name.name().toLowerCase(java.util.Locale.ROOT))
                            .orElse(""),
                    acks,
                    rounds,
                    rate.map(OptionalInt::of).orElse(OptionalInt.empty()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
