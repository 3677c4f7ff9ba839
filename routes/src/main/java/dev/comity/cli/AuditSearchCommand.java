package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.index.Search;
import dev.comity.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who saw what. */
@Command(
        name = "search",
        sortOptions = false,
        description =
                "Lists deliveries, the newest first: who saw which fields, under which agreement, purpose and basis.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, also if nothing was found",
            "2:the command line is wrong",
            "4:there is no log in the data folder",
            "5:the index cannot be reached, and without it a subject cannot be searched",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit search --data /tmp/city --field deathDate --to transport -o json",
            "  comity audit search --data /srv/comity --record death-registration/1 --since 2026-11-01",
            "",
            "Works while the hub runs and while it does not. With -o json it prints an array.",
            "",
            "See next: comity explain --help, for the whole story of one exchange."
        })
final class AuditSearchCommand implements Callable<Integer> {

    private static final long SHOWN = 50;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder, or a copy.")
    private Path data;

    @Mixin
    private SearchFilters filters;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default: all with -o json, else 50.")
    private Optional<Long> limit = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        PrintWriter err = spec.commandLine().getErr();
        try (OpenedIndex opened = OpenedIndex.of(data, err)) {
            if (filters.asksForSubject() && !opened.knowsSubjects()) {
                throw new CommandFailed(
                        ExitCode.SERVER,
                        "Not searched: only the hub's own index knows subjects. Start the hub or its database, or run"
                                + " comity audit rebuild-index with the auditors' keys.");
            }
            filters.unknown(opened.index().search()).forEach(err::println);
            Search search = filters.on(opened.index().search());
            if (output.json()) {
                printArray(search);
            } else {
                printLines(search);
            }
            out().flush();
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw OpenedIndex.failed(e);
        }
    }

    /** One delivery a line, so that a long answer is never held in memory. */
    private void printArray(Search search) throws SQLException {
        var separator = new Object() {
            private String text = "[\n";
        };
        search.forEach(limit.orElse(Long.MAX_VALUE), found -> {
            ObjectNode json = found.json().put("proof", proof(found.exchange()));
            out().print(separator.text + Json.text(json));
            separator.text = ",\n";
        });
        out().print(separator.text.equals("[\n") ? "[]\n" : "\n]\n");
    }

    private String proof(String exchange) {
        return "comity audit export %s --data %s --out DIR".formatted(exchange, data);
    }

    private void printLines(Search search) throws SQLException {
        long count = search.count();
        long shown = Math.min(count, limit.orElse(SHOWN));
        out().println(Problems.counted(count, "delivery").replace("deliverys", "deliveries")
                + (shown < count ? ", the newest %,d:".formatted(shown) : count == 0 ? "." : ":"));
        search.forEach(shown, this::print);
        if (shown < count) {
            out().println("All of them: add --limit %d, or -o json.".formatted(count));
        }
    }

    private void print(Search.Found found) {
        out().println("%s  %s → %s  %s".formatted(found.time(), found.provider(), found.consumer(), found.record()));
        out().println("  saw        " + String.join(", ", found.fields()));
        out().println("  agreement  %s, for %s, by %s %s %s"
                .formatted(
                        found.agreement(),
                        found.purpose(),
                        found.basis().kind(),
                        found.basis().instrument(),
                        found.basis().article()));
        out().println("  exchange   %s, entry %,d".formatted(found.exchange(), found.index()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
