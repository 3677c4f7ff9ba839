package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.kit.Kit;
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

/** The contract kit's checks that look at files alone. */
@Command(
        name = "check",
        description = "Checks adapters' files: shape, description, route, endpoints, mapping; nothing is run.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check passes",
            "1:a check fails; each problem is named with its place",
            "2:the command line is wrong",
            "4:a folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity adapter check",
            "  comity adapter check adapters/housing/rental-applications -o json",
            "",
            "See next: comity adapter test --help, which also runs them."
        })
final class AdapterCheckCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "Adapters' folders, or folders above them; default: adapters/ of the program.")
    private List<Path> folders = List.of();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private KitOutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        List<Path> adapters = AdapterFolders.of(folders);
        Kit kit = new Kit(
                RecordListCommand.loadSound(Folders.schemas(schemas), "Not checked"),
                Optional.empty(),
                Folders.home(),
                Clock.systemUTC());
        return output.print(spec.commandLine().getOut(), AdapterFolders.each(adapters, kit::check));
    }
}
