package dev.comity.cli;

import dev.comity.adapter.AdapterReadme;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.disk.DurableFile;
import dev.comity.record.RecordTypes;
import java.io.IOException;
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

/** Each adapter's own page. */
@Command(
        name = "docs",
        description =
                "Writes README.md into adapters' folders, made from the folder alone; with --check only says which are stale.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written, or with --check nothing is stale",
            "1:with --check a page is stale or missing, each named; or a folder has errors",
            "2:the command line is wrong",
            "4:a folder cannot be read or written",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity adapter docs adapters/housing/rental-applications",
            "  comity adapter docs --check",
            "",
            "See next: comity adapter package --help."
        })
final class AdapterDocsCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "Adapters' folders, or folders above them; default: adapters/ of the program.")
    private List<Path> folders = List.of();

    @Option(names = "--check", description = "Write nothing; say which pages are not what they would be.")
    private boolean check;

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        RecordTypes types = RecordListCommand.loadSound(Folders.schemas(schemas), "No page was written");
        List<Report.Item> items = new ArrayList<>();
        for (Path folder : AdapterFolders.of(folders)) {
            page(folder, types).ifPresent(items::add);
        }
        boolean stale = check && !items.isEmpty();
        String verdict = stale ? "stale" : check ? "current" : "written";
        Report report = new Report(verdict, stale ? ExitCode.FAILED : ExitCode.DONE, items, Optional.empty());
        return output.print(spec.commandLine().getOut(), report, () -> print(report));
    }

    /** @return what was written, or is stale; empty where the page is what it would be */
    private Optional<Report.Item> page(Path folder, RecordTypes types) throws CommandFailed {
        try {
            String text = AdapterReadme.of(AdapterRunCommand.load(folder), types);
            Path file = folder.resolve(AdapterReadme.FILE);
            if (Files.isRegularFile(file) && Files.readString(file).equals(text)) {
                return Optional.empty();
            }
            if (check) {
                return Optional.of(new Report.Item(
                        "docs.page", "fail", "stale: 'comity adapter docs' writes it", file.toString()));
            }
            DurableFile.write(file, text);
            return Optional.of(new Report.Item("docs.page", "pass", "written", file.toString()));
        } catch (IOException e) {
            throw CommandFailed.unreadable("A file of", folder, "Look at its permissions (" + e.getMessage() + ").");
        }
    }

    private void print(Report report) {
        report.checks().forEach(item -> spec.commandLine().getOut().println(item.detail() + "  " + item.location()));
        if (report.checks().isEmpty()) {
            spec.commandLine().getOut().println("Every page is what it would be.");
        }
        spec.commandLine().getOut().flush();
    }
}
