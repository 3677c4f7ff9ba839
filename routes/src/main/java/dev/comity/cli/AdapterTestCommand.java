package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.config.Configuration;
import dev.comity.kit.AdapterOutcome;
import dev.comity.kit.Kit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The whole contract kit. */
@Command(
        name = "test",
        description = "Tests adapters: their files, then their own route over their samples, without any network.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check passes, or cannot be made for a reason that is told; with --watch, at the end",
            "1:a check fails; each problem is named with its place",
            "2:the command line is wrong",
            "4:a folder cannot be read, or the configuration is not in order",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity adapter test adapters/housing/rental-applications",
            "  comity adapter test -o junit",
            "",
            "See next: docs/contract-kit.md, for what each check looks at."
        })
final class AdapterTestCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "Adapters' folders, or folders above them; default: adapters/ of the program.")
    private List<Path> folders = List.of();

    @Option(
            names = "--update",
            description = "First write what the samples give now into expected/, and say which files have changed.")
    private boolean update;

    @Option(names = "--watch", description = "Test a folder again whenever something in it has changed.")
    private boolean watch;

    @Option(
            names = "--watch-limit",
            paramLabel = "SECONDS",
            description = "End watching after so many seconds; else it ends with the process.")
    private Optional<Long> watchLimit = Optional.empty();

    @Mixin
    private ConfigurationOptions options;

    @Mixin
    private KitOutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        List<Path> adapters = AdapterFolders.of(folders);
        Configuration configuration = options.configuration("Not tested");
        Kit kit = new Kit(configuration.types(), Optional.of(configuration), Folders.home(), Clock.systemUTC());
        if (watchLimit.isPresent() && !watch) {
            throw new ParameterException(spec.commandLine(), "--watch-limit needs --watch");
        }
        if (update) {
            AdapterFolders.each(adapters, kit::update).stream()
                    .flatMap(List::stream)
                    .forEach(file -> spec.commandLine().getErr().println("written: " + file));
        }
        FolderWatch folders = new FolderWatch(adapters);
        Map<Path, AdapterOutcome> outcomes = new LinkedHashMap<>();
        int exitCode = test(kit, adapters, outcomes);
        if (watch) {
            folders.run(watchLimit.map(Duration::ofSeconds), changed -> test(kit, changed, outcomes));
            exitCode = outcomes.values().stream().allMatch(AdapterOutcome::passed) ? ExitCode.DONE : ExitCode.FAILED;
        }
        return exitCode;
    }

    private int test(Kit kit, List<Path> adapters, Map<Path, AdapterOutcome> outcomes) throws CommandFailed {
        for (Path adapter : adapters) {
            outcomes.put(
                    adapter, AdapterFolders.each(List.of(adapter), kit::test).get(0));
        }
        return output.print(
                spec.commandLine().getOut(),
                adapters.stream().map(outcomes::get).toList());
    }
}
