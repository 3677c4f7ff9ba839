package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.compat.Change;
import dev.comity.compat.Compatibility;
import dev.comity.compat.Effect;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.SchemaText;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a change of a schema breaks. */
@Command(
        name = "compat",
        description = "Says for each change between two schemas whether old producers and old consumers still work.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:old producers and old consumers both work",
            "1:somebody is broken, or it could not be judged",
            "2:the command line is wrong",
            "4:a schema cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity record compat old.json new.json",
            "  comity record compat schemas/records/resident/1 /tmp/resident/1 -o json",
            "",
            "See next: docs/compatibility.md."
        })
final class RecordCompatCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD", description = "JSON Schema, or a record type's folder.")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "JSON Schema, or a record type's folder.")
    private Path after;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            description = "Shared definitions of a folder that stands alone; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        JsonNode old = read(before);
        JsonNode now = read(after);
        boolean records = old.has("x-order-key") && now.has("x-order-key");
        Compatibility found = records ? Compatibility.ofRecordTypes(old, now) : Compatibility.of(old, now);
        List<Report.Item> items = new ArrayList<>();
        items.add(item(
                "compat.producers",
                found.producers(),
                "old producers: " + found.producers().code(),
                ""));
        items.add(item(
                "compat.consumers",
                found.consumers(),
                "old consumers: " + found.consumers().code(),
                ""));
        found.changes().forEach(change -> items.add(item(change)));
        Report report = found.breaksNobody()
                ? new Report("compatible", ExitCode.DONE, items, Optional.empty())
                : new Report("breaking", ExitCode.FAILED, items, Optional.empty());
        return output.print(spec.commandLine().getOut(), report, () -> print(found));
    }

    private static Report.Item item(Change change) {
        return item(
                "compat.change." + change.rule(),
                change.producers().compareTo(change.consumers()) > 0 ? change.producers() : change.consumers(),
                text(change),
                change.path());
    }

    private static Report.Item item(String id, Effect effect, String detail, String location) {
        String status = switch (effect) {
            case WORKS -> "pass";
            case UNKNOWN -> "unknown";
            case BREAKS -> "fail";
        };
        return new Report.Item(id, status, detail, location);
    }

    private static String text(Change change) {
        return "%s %s: old producers %s, old consumers %s%s"
                .formatted(
                        change.rule(),
                        change.what(),
                        change.producers().code(),
                        change.consumers().code(),
                        change.message().isEmpty() ? "" : " (" + change.message() + ")");
    }

    private void print(Compatibility found) {
        PrintWriter out = spec.commandLine().getOut();
        found.changes()
                .forEach(change -> out.printf("%s  %s%n", change.path().isEmpty() ? "/" : change.path(), text(change)));
        out.printf(
                "Old producers: %s. Old consumers: %s. %s%n",
                found.producers().code(),
                found.consumers().code(),
                found.breaksNobody() ? "Compatible." : "This needs a new major version.");
        out.flush();
    }

    private JsonNode read(Path path) throws CommandFailed {
        try {
            if (Files.isDirectory(path)) {
                return folder(path);
            }
            JsonNode schema = Json.parse(Files.readAllBytes(path));
            boolean ofRecordType = schema.has("x-order-key") && path.endsWith("schema.json");
            return ofRecordType ? folder(path.toAbsolutePath().getParent()) : schema;
        } catch (MalformedJson e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "%s:%d:%d  %s".formatted(path, e.line(), e.column(), e.getMessage()));
        } catch (IOException e) {
            throw CommandFailed.unreadable("The schema", path, "Name a JSON file, or a folder with schema.json.");
        }
    }

    private JsonNode folder(Path folder) throws CommandFailed, IOException {
        List<Problem> problems = new ArrayList<>();
        return SchemaText.flat(folder, Folders.schemas(schemas), problems)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.INPUT, Problems.listed("Not compared", folder.toString(), problems)));
    }
}
