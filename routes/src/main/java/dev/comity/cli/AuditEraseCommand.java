package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.evidence.EvidenceArchive;
import dev.comity.evidence.EvidenceKeys;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.index.ExchangeIndex;
import dev.comity.index.IndexLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Erases what was kept of a month. */
@Command(
        name = "erase",
        sortOptions = false,
        description =
                "Erases the evidence and the subjects' tokens of one month; the log stays, and verifies as before.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:erased, or nothing was there",
            "2:the command line is wrong",
            "4:the data folder cannot be read or written",
            "5:the index cannot be reached; evidence is erased, tokens are not",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit erase --period 2023-10 --data /srv/comity",
            "  comity audit erase --period 2023-10 --data /tmp/city --auditor /tmp/city/auditor -o json",
            "",
            "Copies of the evidence elsewhere are erased by destroying the month's private key: the auditors do that with --auditor,",
            "where their folder is. On a disk that keeps old blocks, and in backups, only that key erases.",
            "",
            "See next: docs/evidence.md, on how long evidence is kept."
        })
final class AuditEraseCommand implements Callable<Integer> {

    @Option(
            names = "--period",
            paramLabel = "MONTH",
            required = true,
            converter = Month.class,
            description = "The month, 2026-11 (UTC).")
    private EvidencePeriod period;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder.")
    private Path data;

    @Option(
            names = "--auditor",
            paramLabel = "DIR",
            description = "The auditors' folder: the month's private key in it is destroyed.")
    private Optional<Path> auditor = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        List<Report.Item> done = new ArrayList<>();
        try {
            if (auditor.isPresent()) {
                done.add(key(EvidenceKeys.privateFile(auditor.get(), period)));
            }
            int segments = new EvidenceArchive(data.resolve("hub/evidence")).erase(period);
            done.add(item("erase.evidence", "%,d segments of %s erased".formatted(segments, period)));
            done.add(tokens());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "Not all was erased: %s.".formatted(e.getMessage()), e);
        }
        Report report = new Report("erased", ExitCode.DONE, done, Optional.empty());
        return output.print(out(), report, () -> {
            done.forEach(one -> out().println(one.line(one.id())));
            out().flush();
        });
    }

    private static Report.Item key(Path file) throws IOException {
        boolean there = Files.deleteIfExists(file);
        return item(
                "erase.key", there ? "the month's private key is destroyed" : "there was no private key of the month");
    }

    private Report.Item tokens() throws CommandFailed, IOException {
        Optional<IndexLocation> location = IndexLocation.writtenDown(data, System.getenv());
        if (location.isEmpty()) {
            return item("erase.tokens", "there is no index");
        }
        try (ExchangeIndex index = ExchangeIndex.open(location.get())) {
            int tokens = index.eraseTokens(start(period), start(period.next()));
            return item("erase.tokens", "%,d tokens of subjects erased from the index".formatted(tokens));
        } catch (SQLException e) {
            throw OpenedIndex.failed(e);
        }
    }

    private static long start(EvidencePeriod month) {
        return month.month().atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    private static Report.Item item(String id, String detail) {
        return new Report.Item(id, "pass", detail, "");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
