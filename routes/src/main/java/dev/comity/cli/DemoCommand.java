package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.demo.Demo;
import dev.comity.demo.ProblemsFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hub, agencies and sample data in one process. */
@Command(
        name = "demo",
        description = "Runs hub, sample agencies and sample data in one process, and prints what each agency saw.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every record is accounted for and the log verifies",
            "1:a count does not add up, the log does not verify, or the configuration has errors",
            "2:the command line is wrong",
            "4:a folder that was named cannot be read",
            "5:the broker or a source of the demonstration cannot be started",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity demo --once",
            "  comity demo --once --data /tmp/city --seed 7",
            "",
            "See next: comity audit verify --help and comity open --help, on the data folder that it prints."
        })
final class DemoCommand implements Callable<Integer> {

    private static final long DEFAULT_SEED = 1;

    @Option(names = "--once", description = "End when everything is acknowledged; otherwise stay up until Ctrl-C.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where everything rests; gone on with if it is there. Default: comity/demo in your state directory.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Makes the sample repeatable; default: 1.")
    private long seed = DEFAULT_SEED;

    @Option(
            names = "--land-registry",
            paramLabel = "DIR",
            description = "Feed real monthly price-paid files (CSV) in place of the made-up sample.")
    private Optional<Path> landRegistry = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Configuration to copy; never written to. Default: config/ of the program.")
    private Optional<Path> config = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder =
                data.orElseGet(() -> Folders.state("demo")).toAbsolutePath().normalize();
        Demo.Options options = options(folder);
        Logging.demonstration(folder);
        return UntilStopped.run(() -> demonstrate(options));
    }

    private static int demonstrate(Demo.Options options) throws Exception {
        try {
            return Demo.run(options);
        } catch (ProblemsFound e) {
            throw new CommandFailed(ExitCode.FAILED, e.getMessage(), e);
        } catch (IOException e) {
            String message = "The demonstration stopped: %s%nIts log: %s"
                    .formatted(reason(e), options.data().resolve(Logging.FILE));
            throw new CommandFailed(ExitCode.SERVER, message, e);
        }
    }

    private Demo.Options options(Path folder) throws CommandFailed {
        Path configuration = Folders.config(config, Optional.empty());
        requireFolder("Configuration folder", configuration);
        if (landRegistry.isPresent()) {
            requireFolder("Folder of price-paid files", landRegistry.get());
        }
        var out = spec.commandLine().getOut();
        boolean interactive = Boolean.getBoolean("comity.terminal.out");
        return new Demo.Options(
                Folders.home(), configuration, folder, once, seed, landRegistry, out, interactive, Clock.systemUTC());
    }

    private static void requireFolder(String what, Path folder) throws CommandFailed {
        if (!Files.isDirectory(folder)) {
            throw CommandFailed.unreadable(what, folder, "Nothing was started; name an existing folder.");
        }
    }

    static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
