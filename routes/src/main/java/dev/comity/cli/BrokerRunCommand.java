package dev.comity.cli;

import dev.comity.broker.BrokerNotStarted;
import dev.comity.broker.BrokerSettings;
import dev.comity.broker.BrokerTls;
import dev.comity.broker.StandaloneBroker;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.config.ClusterSettings;
import dev.comity.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The broker alone, until it is told to stop. */
@Command(
        name = "run",
        description = "Runs the broker without a hub, or a backup that takes over when the live broker has gone.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped in order",
            "1:not started: the configuration has errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:a folder cannot be read",
            "5:the port or the folder cannot be used, for instance because another broker holds it",
            "70:internal error"
        },
        footer = {
            "",
            "Messages lie in hub/broker/ of the data folder and users in hub/users/, where a hub with its broker inside has them too; the",
            "hub's own password is made in hub/broker.password. Live and backup need the same folder, on one disk or shared storage.",
            "",
            "Examples:",
            "  comity broker run --data /srv/comity --port 61616",
            "  comity broker run --data /srv/comity --port 61617 --backup",
            "",
            "See next: comity config show, for broker.url of the hub, which is tcp://HOST:PORT."
        })
final class BrokerRunCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data folder; uses hub/ below it.")
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "Configuration; default: config/ of the data folder if there is one, else that of the program.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Address to bind to; default: broker.host.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Port; default: broker.port; 0 takes a free one.")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--backup", description = "Wait until the live broker on this folder has gone, and go on for it.")
    private boolean backup;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder = data.toAbsolutePath().normalize();
        Logging.server(folder);
        Configuration configuration = CheckedConfiguration.read(
                        Folders.schemas(schemas), Folders.config(config, Optional.of(folder)))
                .orFail("Not started");
        BrokerSettings settings = new BrokerSettings(
                folder.resolve("hub"),
                host.orElse(configuration.hub().host()),
                port.orElse(configuration.hub().port()),
                configuration.agencies().keySet(),
                configuration.hub().cluster().map(ClusterSettings::nodes).orElse(List.of()),
                configuration.hub().queueBytes(),
                BrokerTls.of(configuration.hub().tls(), folder));
        StandaloneBroker broker = start(settings);
        out().println(broker.port()
                .map(taken -> "Ready: broker on %s:%d for %d agencies. Stop with Ctrl-C."
                        .formatted(settings.host(), taken, settings.agencies().size()))
                .orElse("Waiting: backup for %s. Stop with Ctrl-C.".formatted(settings.hubFolder())));
        return UntilStopped.keep(broker, out());
    }

    private StandaloneBroker start(BrokerSettings settings) throws Exception {
        try {
            return StandaloneBroker.start(settings, backup ? StandaloneBroker.Role.BACKUP : StandaloneBroker.Role.LIVE);
        } catch (IOException | BrokerNotStarted e) {
            throw new CommandFailed(ExitCode.SERVER, "Not started: " + DemoCommand.reason(e), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
