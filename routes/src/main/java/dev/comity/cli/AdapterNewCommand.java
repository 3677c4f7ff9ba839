package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.json.Json;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.sketch.Draft;
import dev.comity.sketch.Draft.Drafted;
import dev.comity.sketch.Order;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The first draft of an adapter. */
@Command(
        name = "new",
        description =
                "Drafts an adapter's folder from a file or table of the agency's own system, and says what it left open.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the folder is written; what is left open is listed",
            "1:no adapter can be drafted from the sample, for the reason that is told; nothing was written",
            "2:the command line is wrong, or the folder is there already: nothing is ever written over",
            "4:the sample or the record types cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Nothing of the sample is printed. Its first items become the adapter's samples: take a file that may lie in a folder",
            "which others read. --jdbc reads one table and changes nothing; the password is read from COMITY_JDBC_PASSWORD.",
            "",
            "Examples:",
            "  comity adapter new housing/applications --record public-rental-application/1 --from file --sample export.csv",
            "  comity adapter new housing/deaths --record death-registration/1 --from sql --direction sink",
            "",
            "See next: comity adapter test --help, and docs/adapters.md."
        })
final class AdapterNewCommand implements Callable<Integer> {

    private static final String PASSWORD = "COMITY_JDBC_PASSWORD";

    @Parameters(paramLabel = "ID", description = "The adapter's id: <agency>/<name>, both lower case.")
    private String id;

    @Option(names = "--record", paramLabel = "TYPE", required = true, description = "Record type: name/major.")
    private String record;

    @Option(
            names = "--from",
            paramLabel = "HOW",
            required = true,
            description = "How the system is reached: file, http, jms, sql or amqp.")
    private Order.From from;

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "A file as the system exports or sends it: CSV, JSON or XML.")
    private Optional<Path> sample = Optional.empty();

    @Option(names = "--jdbc", paramLabel = "URL", description = "With --from sql: JDBC URL of the database.")
    private Optional<String> jdbc = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "With --jdbc: the database's user.")
    private String user = "";

    @Option(names = "--table", paramLabel = "NAME", description = "With --jdbc: the table or view.")
    private Optional<String> table = Optional.empty();

    @Option(
            names = "--direction",
            paramLabel = "WAY",
            description = "source (the default) or sink, seen from the agency's system.")
    private Direction direction = Direction.SOURCE;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Folder of all adapters, in which ID is made; default: adapters/ of the program.")
    private Optional<Path> into = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Order order = order();
        Path folder = into.orElse(Folders.home().resolve("adapters")).resolve(id);
        Drafted drafted = draft(order, folder);
        Report report = new Report("drafted", ExitCode.DONE, items(drafted), Optional.empty());
        return output.print(spec.commandLine().getOut(), report, () -> further(drafted), () -> print(drafted));
    }

    private Order order() throws CommandFailed {
        if (jdbc.isPresent() != table.isPresent() || jdbc.isPresent() && from != Order.From.SQL) {
            throw usage("--jdbc and --table go together, with --from sql");
        }
        if (from == Order.From.SQL && direction == Direction.SOURCE && jdbc.isEmpty()) {
            throw usage("a source from sql is drafted from its table: say --jdbc and --table");
        }
        if (sample.isPresent() && (jdbc.isPresent() || direction == Direction.SINK)) {
            throw usage("--sample is for sources that are no table");
        }
        try {
            return new Order(id, type(), direction, from, sampleOf());
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private RecordType type() throws CommandFailed {
        RecordTypes types = RecordListCommand.loadSound(Folders.schemas(schemas), "Not drafted");
        Optional<RecordType> found = RecordTypeId.parse(record).flatMap(types::find);
        List<String> known =
                types.all().stream().map(type -> type.id().toString()).toList();
        return found.orElseThrow(
                () -> usage("no record type '" + record + "' is known here." + Suggestion.of(record, known)));
    }

    private Optional<Order.SampleOf> sampleOf() throws CommandFailed {
        if (jdbc.isPresent()) {
            String password = System.getenv().getOrDefault(PASSWORD, "");
            return Optional.of(new Order.OfTable(jdbc.get(), user, password, table.orElseThrow()));
        }
        return sample.isPresent() ? Optional.of(file(sample.get())) : Optional.empty();
    }

    private static Order.SampleOf file(Path path) throws CommandFailed {
        try {
            return new Order.OfFile(Files.readAllBytes(path));
        } catch (IOException e) {
            throw CommandFailed.unreadable("The sample", path, "Nothing was written.");
        }
    }

    private Drafted draft(Order order, Path folder) throws CommandFailed {
        try {
            return Draft.write(order, folder);
        } catch (Draft.NotDrafted e) {
            throw new CommandFailed(ExitCode.FAILED, "Nothing was written: " + e.getMessage(), e);
        } catch (FileAlreadyExistsException e) {
            throw usage(
                    folder + " is there already, and nothing is written over. Take another ID, or remove the folder.");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "The folder %s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static List<Report.Item> items(Drafted drafted) {
        List<Report.Item> items = new ArrayList<>();
        drafted.files().forEach(file -> items.add(new Report.Item("draft.file", "pass", "written", file)));
        drafted.unset()
                .forEach(field -> items.add(
                        new Report.Item("draft.unset", "unknown", "required, and nothing looks like it", field)));
        drafted.unused()
                .forEach(field -> items.add(
                        new Report.Item("draft.unused", "unknown", "looks like no field of the record", field)));
        drafted.open().forEach(what -> items.add(new Report.Item("draft.open", "unknown", what, "")));
        return items;
    }

    private static ObjectNode further(Drafted drafted) {
        ObjectNode further = Json.object().put("folder", drafted.folder().toString());
        ArrayNode mapped = further.putArray("mapped");
        drafted.mapped()
                .forEach(pair -> mapped.addObject()
                        .put("field", pair.field())
                        .put("source", pair.source())
                        .put("guessed", pair.guessed()));
        return further;
    }

    private void print(Drafted drafted) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Written: " + drafted.folder() + " with " + String.join(", ", drafted.files()));
        if (!drafted.mapped().isEmpty()) {
            out.println("Mapped:");
            drafted.mapped()
                    .forEach(pair -> out.printf(
                            "  %-34s from %s%s%n",
                            pair.field(), pair.source(), pair.guessed() ? "   (a guess: look twice)" : ""));
        }
        list(out, "Required, and nothing in the sample looks like it:", drafted.unset());
        list(
                out,
                "In the sample, and used by nothing: map it, or say under test.unread in adapter.yaml why not:",
                drafted.unused());
        list(out, "For you to say:", drafted.open());
        out.println(after(drafted));
        out.flush();
    }

    private static String after(Drafted drafted) {
        String test = "comity adapter test " + drafted.folder();
        if (!drafted.unset().isEmpty()) {
            return "The checks 'schema' and 'fields' fail until the required fields are mapped. Edit mapping.jslt, then: "
                    + test + " --update";
        }
        return drafted.unused().isEmpty()
                ? "Next: " + test
                : "The check 'fields' fails until each source field is mapped or given a reason. Next: " + test;
    }

    private static void list(PrintWriter out, String head, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println(head);
            lines.forEach(line -> out.println("  " + line));
        }
    }
}
