package dev.comity.cli;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.broker.BrokerNotStarted;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Problems;
import dev.comity.command.TrustFile;
import dev.comity.config.Configuration;
import dev.comity.control.Operator;
import dev.comity.control.Reload;
import dev.comity.crypto.Crypto;
import dev.comity.directory.Directory;
import dev.comity.hub.Hub;
import dev.comity.hub.Observation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The hub, until it is told to stop. */
@Command(
        name = "run",
        description = "Runs the hub: broker, decisions, exchange log and deliveries, until SIGTERM or Ctrl-C.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped in order",
            "1:not started: the configuration has errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:the data folder lacks something, which is named",
            "5:the broker or the log cannot be started, for instance because another hub holds the folder",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity run --data /srv/comity",
            "  comity run --data /tmp/city --config /tmp/city/config",
            "",
            "See next: comity agency run --help."
        })
final class RunCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "Configuration; default: config/ of the data folder if there is one, else that of the program.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The hub's data: trust.yaml, directory/, hub/, log/. Default: comity/hub in your state directory.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Option(
            names = "--peer-log",
            paramLabel = "DIR",
            description =
                    "Log of another node, for a node that is new or has lost its state: what that one has answered. May be repeated.")
    private List<Path> peerLogs = List.of();

    @Option(
            names = "--observe",
            paramLabel = "PORT",
            description = "Port of health and metrics on the loopback address, /observe/health; default: a free one.")
    private int observe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder =
                data.orElseGet(() -> Folders.state("hub")).toAbsolutePath().normalize();
        HubFolder.requirePrepared(folder);
        Logging.server(folder);
        CheckedConfiguration checked =
                CheckedConfiguration.read(Folders.schemas(schemas), Folders.config(config, Optional.of(folder)));
        Configuration configuration = checked.orFail("Not started");
        tellWarnings(checked.warnings().count());
        TrustFile trust = TrustFile.load(folder.resolve("trust.yaml"));
        Directory directory = HubFolder.directory(folder, trust);
        tellAgreements(configuration, directory);
        Hub hub =
                start(new Hub.Options(configuration, directory, trust.anchors(), folder, Clock.systemUTC(), peerLogs));
        Operator operator = listen(checked, folder, trust, hub);
        Observation observation = observe(hub, operator);
        out().println(
                        "Ready: hub %s on %s:%d, log %s with %,d entries, signatures by %s, health on http://127.0.0.1:%d/observe/health. Stop with Ctrl-C."
                                .formatted(
                                        configuration.hub().id(),
                                        hub.host(),
                                        hub.port(),
                                        configuration.hub().origin(),
                                        hub.log().size(),
                                        Crypto.provider(),
                                        observation.port()));
        return UntilStopped.keep(
                () -> {
                    observation.close();
                    operator.close();
                    hub.close();
                },
                out());
    }

    private Observation observe(Hub hub, Operator operator) throws Exception {
        try {
            return Observation.start(hub::health, hub::effort, observe);
        } catch (IOException e) {
            operator.close();
            hub.close();
            throw new CommandFailed(
                    ExitCode.SERVER, "Not started: port %d for health and metrics is taken.".formatted(observe), e);
        }
    }

    private static Operator listen(CheckedConfiguration checked, Path folder, TrustFile trust, Hub hub)
            throws Exception {
        try {
            Reload reload =
                    new Reload(checked.schemas(), checked.config(), folder.resolve("directory"), trust.anchors());
            return Operator.listen(folder, reload, hub);
        } catch (IOException e) {
            hub.close();
            throw new CommandFailed(
                    ExitCode.SERVER, "Not started: the control socket cannot be made: " + e.getMessage(), e);
        }
    }

    private void tellWarnings(long count) {
        if (count > 0) {
            out().println(Problems.counted(count, "warning")
                    + " in the configuration; 'comity config check' lists them.");
        }
    }

    private void tellAgreements(Configuration configuration, Directory directory) throws IOException {
        AgreementsInForce inForce =
                AgreementsInForce.of(configuration, directory, Clock.systemUTC().instant());
        out().println(Problems.counted(inForce.all().size(), "agreement") + " in force.");
        for (AgreementsInForce.NotInForce not : inForce.notInForce()) {
            out().println("Not in force: %s  %s".formatted(not.agreement().place(), not.reason()));
        }
    }

    private static Hub start(Hub.Options options) throws Exception {
        try {
            return Hub.start(options);
        } catch (IOException | BrokerNotStarted e) {
            String message = "Not started: %s%nData folder: %s".formatted(DemoCommand.reason(e), options.data());
            throw new CommandFailed(ExitCode.SERVER, message, e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
