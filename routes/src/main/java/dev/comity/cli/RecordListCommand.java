package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.PrintWriter;
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

/** Every record type with its version. */
@Command(
        name = "list",
        description = "Lists the record types with their versions, sharing classes, numbers of fields and digests.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed",
            "1:a record type cannot be used; comity record check says why",
            "2:the command line is wrong",
            "4:the folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity record list",
            "  comity record list --schemas /srv/comity/schemas -o json",
            "",
            "See next: comity record check --help."
        })
final class RecordListCommand implements Callable<Integer> {

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = load(Folders.schemas(schemas), problems);
        List<Report.Item> items = new ArrayList<>();
        types.all()
                .forEach(type -> items.add(new Report.Item(
                        "record.type", "pass", described(type), type.id().toString())));
        problems.forEach(problem -> items.add(RecordCheckCommand.item(problem)));
        Report report = problems.isEmpty()
                ? new Report("listed", ExitCode.DONE, items, Optional.empty())
                : new Report("unsound", ExitCode.FAILED, items, Optional.empty());
        return output.print(spec.commandLine().getOut(), report, () -> print(types, problems));
    }

    /** Record types that can be used; the problems say which cannot. */
    static RecordTypes load(Path schemas, List<Problem> problems) throws CommandFailed {
        try {
            return RecordTypes.load(schemas, problems);
        } catch (IOException e) {
            throw CommandFailed.unreadable("The record types in", schemas, "Name another folder with --schemas.");
        }
    }

    /** Record types without a problem. */
    static RecordTypes loadSound(Path schemas, String outcome) throws CommandFailed {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = load(schemas, problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new CommandFailed(ExitCode.INPUT, Problems.listed(outcome, schemas.toString(), problems));
        }
        return types;
    }

    private static String described(RecordType type) {
        return "%s / %s; %s; %d fields, %d derived; %s"
                .formatted(
                        type.titleEn(),
                        type.titleZh(),
                        type.sharing(),
                        type.leaves().size(),
                        type.derivations().size(),
                        type.digest());
    }

    private void print(RecordTypes types, List<Problem> problems) {
        PrintWriter out = spec.commandLine().getOut();
        types.all().forEach(type -> out.printf("%-30s %s%n", type.id(), described(type)));
        if (!problems.isEmpty()) {
            out.println(Problems.listed("Not usable", "schemas/", problems));
        }
        out.flush();
    }
}
