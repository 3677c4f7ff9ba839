package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.index.ExchangeIndex;
import dev.comity.index.IndexLocation;
import dev.comity.log.StoredLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the search index anew. */
@Command(
        name = "rebuild-index",
        description =
                "Makes the search index anew from the log, and drops subjects' tokens that the log does not commit to.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done: the index knows every entry of the log",
            "2:the command line is wrong",
            "4:there is no log in the data folder",
            "5:the index cannot be written, or a request to open evidence cannot be logged",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit rebuild-index --data /tmp/city",
            "  comity audit rebuild-index --data /srv/comity --auditor /media/key --case A-2026-17 -o json",
            "",
            "A running hub goes on: whichever of both comes first takes in the next entries.",
            "",
            "See next: comity audit search --help."
        })
final class AuditRebuildIndexCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder.")
    private Path data;

    @Option(
            names = "--auditor",
            paramLabel = "DIR",
            description =
                    "The auditors' folder: subjects' tokens are taken from evidence again, after the log says so.")
    private Optional<Path> auditor = Optional.empty();

    @Option(
            names = "--case",
            paramLabel = "REF",
            description = "With --auditor: your reference, which the log will show.")
    private String caseReference = "rebuild-index";

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        StoredLog log = OpenedIndex.log(data);
        try (ExchangeIndex index = ExchangeIndex.open(location())) {
            index.reset();
            index.catchUp(log);
            Optional<EvidenceTokens.Taken> taken = tokens(index);
            log = OpenedIndex.log(data);
            index.catchUp(log);
            String done = "%,d entries of %s are indexed; %,d tokens that the log does not commit to were dropped"
                    .formatted(index.applied(), log.origin(), index.dropWrongTokens(log));
            List<Report.Item> items = new ArrayList<>();
            items.add(new Report.Item("index", "pass", done, ""));
            taken.ifPresent(some -> items.add(new Report.Item("tokens", some.status(), some.detail(), "")));
            return output.print(
                    out(),
                    new Report("rebuilt", ExitCode.DONE, items, Optional.empty()),
                    () -> items.forEach(item -> out().println(item.line(item.id()))));
        } catch (SQLException e) {
            throw OpenedIndex.failed(e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "The log cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    private Optional<EvidenceTokens.Taken> tokens(ExchangeIndex index) throws CommandFailed, SQLException, IOException {
        return auditor.isEmpty()
                ? Optional.empty()
                : Optional.of(EvidenceTokens.take(data, auditor.get(), caseReference, index));
    }

    private IndexLocation location() throws IOException {
        Optional<IndexLocation> known = IndexLocation.writtenDown(data, System.getenv());
        if (known.isPresent()) {
            return known.get();
        }
        IndexLocation fresh = IndexLocation.inFolder(data);
        fresh.writeDown(data);
        return fresh;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
