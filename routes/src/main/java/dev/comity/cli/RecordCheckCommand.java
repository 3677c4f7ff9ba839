package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.compat.PublishedSchema;
import dev.comity.record.RecordExamples;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.sealing.EarlierMajorCheck;
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
import picocli.CommandLine.Spec;

/** Everything that is wrong in record types. */
@Command(
        name = "check",
        description =
                "Checks record types: titles, labels, code lists, examples, mappings to earlier majors, and that no version breaks what was published.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is sound",
            "1:something is not, each with its place",
            "2:the command line is wrong",
            "4:the folder cannot be read or written",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity record check",
            "  comity record check --schemas /srv/comity/schemas -o json",
            "",
            "See next: comity record compat --help."
        })
final class RecordCheckCommand implements Callable<Integer> {

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Option(
            names = "--publish",
            description =
                    "Write down each sound type as published; from then on nothing may break it under its version.")
    private boolean publish;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        List<Problem> problems = new ArrayList<>();
        var types = RecordListCommand.load(Folders.schemas(schemas), problems);
        try {
            for (RecordType type : types.all()) {
                problems.addAll(check(type, types));
            }
        } catch (IOException e) {
            throw CommandFailed.unreadable("A file of", Folders.schemas(schemas), "Look at its permissions.");
        }
        List<Report.Item> items =
                problems.stream().map(RecordCheckCommand::item).toList();
        Report report = problems.isEmpty()
                ? new Report("sound", ExitCode.DONE, items, Optional.empty())
                : new Report("unsound", ExitCode.FAILED, items, Optional.empty());
        return output.print(
                spec.commandLine().getOut(), report, () -> print(types.all().size(), problems));
    }

    private List<Problem> check(RecordType type, RecordTypes types) throws IOException {
        List<Problem> problems = new ArrayList<>(RecordExamples.check(type));
        problems.addAll(EarlierMajorCheck.check(type, types));
        if (publish && problems.isEmpty() && mayBePublished(type)) {
            PublishedSchema.publish(type);
        }
        problems.addAll(PublishedSchema.check(type));
        return problems;
    }

    /** What breaks an older edition of the same version is never published over it. */
    private static boolean mayBePublished(RecordType type) throws IOException {
        return !Files.exists(type.folder().resolve("published.json"))
                || PublishedSchema.check(type).isEmpty();
    }

    static Report.Item item(Problem problem) {
        String location = "%s:%d:%d".formatted(problem.file(), problem.line(), problem.column());
        return new Report.Item("record.error", "fail", problem.message(), location);
    }

    private void print(int types, List<Problem> problems) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                problems.isEmpty()
                        ? Problems.counted(types, "record type") + " checked: all sound."
                        : Problems.listed("Not sound", "schemas/", problems));
        out.flush();
    }
}
