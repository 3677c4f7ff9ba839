package dev.comity.cli;

import dev.comity.adapter.AdapterFolder;
import dev.comity.agency.AgencyRuntime;
import dev.comity.agency.AgencySettings;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Problems;
import dev.comity.control.AgencyOperator;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One adapter against a hub. */
@Command(
        name = "run",
        description = "Runs one adapter against a hub, with the agency's own keys and outbox, until SIGTERM or Ctrl-C.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped in order",
            "1:not started: the folder or agency.yaml has errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:the folder or agency.yaml cannot be read",
            "5:the adapter or the agency's database cannot be started, for instance because the agency's side runs already",
            "70:internal error"
        },
        footer = {
            "",
            "Only this adapter runs, whatever agency.yaml lists; what is received meanwhile goes to received/ of the agency's folder",
            "and to this adapter if it is a sink that takes it. What is sent is sent for good, and is logged.",
            "",
            "Examples:",
            "  comity adapter run adapters/housing/rental-applications --config /srv/housing",
            "  comity adapter run adapters/transport/concession-cards --config /srv/transport --set url=http://127.0.0.1:8080",
            "",
            "See next: comity adapter reload --help, for an agency's side that runs."
        })
final class AdapterRunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The adapter's folder.")
    private Path folder;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "Folder that holds the agency's agency.yaml.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the adapter, beside those in agency.yaml.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        AdapterFolder adapter = load(folder);
        Map<String, String> parameters = new LinkedHashMap<>();
        set.forEach((name, value) -> parameters.put(adapter.id() + "." + name, value));
        AgencySettings settings = AgencyFile.load(config.resolve("agency.yaml"))
                .with(List.of(folder.toAbsolutePath().normalize()), parameters);
        Logging.server(settings.folder());
        AgencyRuntime runtime = AgencyFile.start(settings);
        AgencyOperator operator = AgencyFile.listen(settings, runtime);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Ready: %s of agency %s. Stop with Ctrl-C.".formatted(adapter.id(), settings.agency()));
        out.flush();
        return UntilStopped.keep(
                () -> {
                    operator.close();
                    runtime.close();
                },
                out);
    }

    /** @throws CommandFailed with every problem of the folder */
    static AdapterFolder load(Path folder) throws CommandFailed {
        List<Problem> problems = new ArrayList<>();
        try {
            return AdapterFolder.load(folder, problems)
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.FAILED, Problems.listed("Not usable", folder.toString(), problems)));
        } catch (IOException e) {
            throw CommandFailed.unreadable("A file of", folder, "Look at its permissions.");
        }
    }
}
