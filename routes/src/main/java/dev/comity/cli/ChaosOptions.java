package dev.comity.cli;

import dev.comity.chaos.Chaos;
import dev.comity.chaos.ChaosPlan;
import dev.comity.chaos.ChaosResult;
import dev.comity.chaos.ChaosText;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.fault.FaultPoint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code bench --chaos}: kills instead of figures. */
final class ChaosOptions {

    @Option(
            names = "--chaos",
            paramLabel = "N",
            description = "Measures nothing: kills hub and agencies N times while records flow, and counts what was"
                    + " lost, doubled or delivered unlogged.")
    private Optional<Integer> kills = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "With --chaos: what it draws by; default: 1.")
    private long seed = 1;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "POINT",
            converter = PointName.class,
            description = "With --chaos: only at these points; default: at all, and at any moment.")
    private List<FaultPoint> at = List.of();

    /** A point by its label. */
    static final class PointName implements ITypeConverter<FaultPoint> {
        @Override
        public FaultPoint convert(String label) {
            return FaultPoint.of(label)
                    .orElseThrow(() -> new TypeConversionException(
                            "'%s' is no point; there are %s".formatted(label, String.join(", ", FaultPoint.labels()))));
        }
    }

    boolean wanted() {
        return kills.isPresent();
    }

    /**
     * @param folder for all that is made
     * @throws IllegalArgumentException for a number of kills that is none
     */
    ChaosPlan plan(Path folder) {
        return new ChaosPlan(Folders.home(), folder, kills.orElseThrow(), seed, at);
    }

    /** @return exit code */
    static int run(ChaosPlan plan, Consumer<String> progress, OutputOption output, PrintWriter out) throws Exception {
        ChaosResult result = Chaos.run(plan, progress);
        return output.print(out, report(result), () -> ChaosText.json(result), () -> ChaosText.print(result, out));
    }

    private static Report report(ChaosResult result) {
        List<Report.Item> checks = new ArrayList<>();
        checks.add(check("chaos.lost", result.lost()));
        checks.add(check("chaos.doubled", result.doubled()));
        checks.add(check("chaos.unlogged", result.unlogged()));
        checks.add(check("chaos.aftermath", result.problems()));
        return new Report(
                result.holds() ? "held" : "broken",
                result.holds() ? ExitCode.DONE : ExitCode.FAILED,
                checks,
                Optional.empty());
    }

    private static Report.Item check(String id, List<String> found) {
        return new Report.Item(id, found.isEmpty() ? "pass" : "fail", found.size() + " found", "");
    }
}
