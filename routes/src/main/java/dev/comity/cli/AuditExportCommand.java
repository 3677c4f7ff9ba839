package dev.comity.cli;

import dev.comity.audit.EvidenceExport;
import dev.comity.audit.OpenedFiles;
import dev.comity.audit.Selection;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs the evidence of one exchange, or of a period, for somebody who never saw the hub. */
@Command(
        name = "export",
        description =
                "Writes one zip with everything that proves an exchange or a period, verifiable on a machine without network.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the zip is written",
            "2:the command line is wrong",
            "4:the log cannot be read, or it has no such exchange",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit export 237e808dfc84 --data /tmp/city --out evidence",
            "  comity audit export --from 2026-11-01 --to 2026-11-30 --data /tmp/city --out evidence -o json",
            "",
            "See next: comity audit verify --help."
        })
final class AuditExportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "EXCHANGE",
            arity = "0..1",
            description =
                    "Id of an exchange or a delivery, or the jti of a submission; of an id the first eight characters are enough.")
    private Optional<String> exchange = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First day or moment of a period (UTC unless it says so).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Last day, or moment, of the period.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data folder that holds log/.")
    private Path data;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder that gets the zip.")
    private Path out;

    @Option(
            names = "--opened",
            paramLabel = "DIR",
            description = "What comity audit access wrote: envelopes and presentations that go into the zip.")
    private Optional<Path> opened = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        if (exchange.isPresent() == (from.isPresent() || to.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(), "Name either an exchange, or a period with --from and --to");
        }
        Path log = data.resolve("log");
        try {
            Selection selection = exchange.map(Selection::of).orElseGet(this::period);
            byte[] zip = EvidenceExport.zip(log, selection, kept())
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.INPUT,
                            "Nothing was written: %s has no entry of that %s. 'comity audit search' lists what there is."
                                    .formatted(log, exchange.isPresent() ? "exchange" : "period")));
            Path file = out.resolve(name());
            DurableFile.write(file, zip);
            return written(file, zip.length);
        } catch (IOException | EvidenceExport.TooLarge e) {
            throw new CommandFailed(ExitCode.INPUT, "Nothing was written: %s: %s.".formatted(log, e.getMessage()), e);
        }
    }

    private EvidenceExport.Kept kept() {
        return opened.<EvidenceExport.Kept>map(OpenedFiles::new).orElseGet(() -> new DeliveredFiles(data));
    }

    private int written(Path file, int bytes) {
        Report.Item item = new Report.Item("export.zip", "pass", "%,d bytes".formatted(bytes), file.toString());
        Report report = new Report("written", ExitCode.DONE, List.of(item), Optional.empty());
        PrintWriter screen = spec.commandLine().getOut();
        return output.print(screen, report, () -> {
            screen.println("Written: %s (%,d bytes)".formatted(file, bytes));
            screen.println("Verify it anywhere: java -jar comity-verify.jar verify %s --trust trust.yaml"
                    .formatted(file.getFileName()));
            screen.flush();
        });
    }

    private String name() {
        return "evidence-"
                + exchange.orElseGet(() -> from.orElse("start") + "_" + to.orElse("end"))
                        .replaceAll("[^A-Za-z0-9._-]", "-")
                + ".zip";
    }

    private Selection period() {
        return Selection.between(
                from.map(text -> moment(text, 0)).orElse(Instant.MIN),
                to.map(text -> moment(text, 1)).orElse(Instant.MAX));
    }

    /** A day stands for its beginning, or as the last one for the beginning of the next. */
    private Instant moment(String text, int days) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant().plusSeconds(days);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' is neither a day (2026-11-24) nor a moment (2026-11-24T08:00:00Z)".formatted(text));
        }
    }
}
