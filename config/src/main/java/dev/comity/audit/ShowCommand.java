package dev.comity.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Entries as they stand in the log. */
@Command(
        name = "show",
        description = "Prints entries of a log as they stand there, one by its index or all of one exchange.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each entry that was found is printed, and the tiles prove its place",
            "2:the command line is wrong",
            "4:the log cannot be read, does not prove an entry, or has no such entry",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit show 1234 --log /srv/comity/log",
            "  comity audit show 237e808dfc84 --log /srv/comity/log -o json",
            "",
            "See next: comity audit verify --help, for whether the log as a whole can be trusted."
        })
public final class ShowCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "INDEX|ID",
            description = "Index of an entry from 0, or the id of an exchange or a delivery, or a submission's jti.")
    private String wanted;

    @Option(names = "--log", paramLabel = "LOGDIR", required = true, description = "Folder of the log.")
    private Path log;

    /** For people or for machines. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text for people (the default) or json: a list of {index, entry}.")
    private Format format = Format.TEXT;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        try {
            LogReader reader = LogReader.open(log);
            SortedMap<Long, Entry> entries = find(reader);
            for (var entry : entries.entrySet()) {
                // Fails where the tiles do not prove the entry's place.
                reader.prove(entry.getKey(), entry.getValue().bytes());
            }
            if (entries.isEmpty()) {
                throw new CommandFailed(
                        ExitCode.INPUT,
                        "%s has no such entry among %,d."
                                .formatted(log, reader.checkpoint().size()));
            }
            print(entries, reader);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Not shown: %s cannot be read (%s).".formatted(log, e.getMessage()), e);
        }
    }

    private SortedMap<Long, Entry> find(LogReader reader) throws IOException {
        if (!wanted.matches("[0-9]{1,18}")) {
            return Selection.of(wanted).asked(reader);
        }
        SortedMap<Long, Entry> one = new TreeMap<>();
        long index = Long.parseLong(wanted);
        reader.forEach(index, index + 1, (at, bytes) -> one.put(at, Selection.parsed(at, bytes)));
        return one;
    }

    private void print(SortedMap<Long, Entry> entries, LogReader reader) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            ArrayNode list = Json.object().arrayNode();
            entries.forEach(
                    (index, entry) -> list.addObject().put("index", index).set("entry", entry.json()));
            out.print(list.toPrettyString());
            out.println();
        } else {
            entries.forEach((index, entry) -> {
                out.println("entry %,d of %,d  %s  %s"
                        .formatted(
                                index, reader.checkpoint().size(), entry.kind().word(), entry.time()));
                ObjectNode members = entry.json();
                out.print(Json.pretty(members).indent(2));
            });
        }
        out.flush();
    }
}
