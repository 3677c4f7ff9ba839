package dev.comity.cli;

import dev.comity.agency.AgencyRuntime;
import dev.comity.agency.AgencySettings;
import dev.comity.command.Problems;
import dev.comity.control.AgencyOperator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An agency's side, until it is told to stop. */
@Command(
        name = "run",
        description = "Runs an agency's side: its adapters, its keys, its outbox, until SIGTERM or Ctrl-C.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped in order",
            "1:not started: agency.yaml has errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:agency.yaml cannot be read",
            "5:an adapter or the agency's database cannot be started; an absent hub is waited for and stops nothing",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity agency run --config /srv/housing",
            "  comity agency run --config /tmp/city/agencies/transport",
            "",
            "See next: comity send --help."
        })
final class AgencyRunCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "DIR", required = true, description = "Folder that holds agency.yaml.")
    private Path config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        AgencySettings settings = AgencyFile.load(config.resolve("agency.yaml"));
        Logging.server(settings.folder());
        AgencyRuntime runtime = AgencyFile.start(settings);
        AgencyOperator operator = AgencyFile.listen(settings, runtime);
        out().println("Ready: agency %s with %s. Stop with Ctrl-C."
                .formatted(
                        settings.agency(), Problems.counted(settings.adapters().size(), "adapter")));
        return UntilStopped.keep(
                () -> {
                    operator.close();
                    runtime.close();
                },
                out());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
