package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterPackage;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.kit.AdapterOutcome;
import dev.comity.kit.Kit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An adapter as one file. */
@Command(
        name = "package",
        description =
                "Packs an adapter's folder into a zip with its digest; the same folder always makes the same bytes.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:packed; the digest is printed",
            "1:a check of the folder's files fails: nothing was written",
            "2:the command line is wrong",
            "4:the folder cannot be read, or the zip not written",
            "70:internal error"
        },
        footer = {
            "",
            "In the zip are manifest.json (each file with its SHA-256) and the folder's own files, nothing else.",
            "",
            "Examples:",
            "  comity adapter package adapters/housing/rental-applications",
            "  comity adapter package adapters/housing/rental-applications --out /tmp/rental.zip -o json",
            "",
            "See next: comity adapter run --help."
        })
final class AdapterPackageCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The adapter's folder.")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The zip; default: AGENCY.NAME.zip in the current folder.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Kit kit = new Kit(
                RecordListCommand.loadSound(Folders.schemas(schemas), "Not packed"),
                Optional.empty(),
                Folders.home(),
                Clock.systemUTC());
        AdapterOutcome outcome = AdapterFolders.each(AdapterFolders.of(List.of(folder)), kit::check)
                .get(0);
        if (!outcome.passed()) {
            new KitText(spec.commandLine().getErr()).print(List.of(outcome));
            spec.commandLine().getErr().flush();
            throw new CommandFailed(ExitCode.FAILED, "Not packed: a check of %s fails.".formatted(folder));
        }
        AdapterFolder adapter = AdapterRunCommand.load(folder);
        AdapterPackage packed = read(adapter);
        Path file = out.orElse(Path.of(adapter.id().replace('/', '.') + ".zip"));
        write(packed, file);
        Report.Item item = new Report.Item("package", "pass", packed.digest(), file.toString());
        Report report = new Report("packed", ExitCode.DONE, List.of(item), Optional.empty());
        ObjectNode further = Json.object().put("digest", packed.digest());
        return output.print(spec.commandLine().getOut(), report, () -> further, () -> {
            spec.commandLine()
                    .getOut()
                    .println("%s  %d files, digest %s"
                            .formatted(file, packed.files().size(), packed.digest()));
            spec.commandLine().getOut().flush();
        });
    }

    private AdapterPackage read(AdapterFolder adapter) throws CommandFailed {
        try {
            return AdapterPackage.of(adapter.id(), folder);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.FAILED, "Not packed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw CommandFailed.unreadable("A file of", folder, "Nothing was written.");
        }
    }

    private static void write(AdapterPackage packed, Path file) throws CommandFailed {
        try {
            DurableFile.write(file.toAbsolutePath(), packed.zip());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }
}
