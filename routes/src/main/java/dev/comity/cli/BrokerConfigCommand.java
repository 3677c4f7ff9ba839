package dev.comity.cli;

import dev.comity.broker.BrokerXml;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.config.ClusterSettings;
import dev.comity.config.Configuration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What an Artemis broker of somebody else's must be told. */
@Command(
        name = "config",
        description =
                "Prints addresses, queues, settings and permissions for the broker.xml of an Artemis broker that the hub is to use.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:the configuration has errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:a folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Give each agency a user with the role of its name, and the hub a user with the role _hub. An agency may send to its in. address",
            "and read its out. address; nobody may create, delete or manage anything.",
            "",
            "Examples:",
            "  comity broker config",
            "  comity broker config --config /srv/comity/config",
            "",
            "See next: comity broker run --help, for a broker that needs none of this."
        })
final class BrokerConfigCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Configuration configuration = options.configuration("Not printed");
        List<String> nodes =
                configuration.hub().cluster().map(ClusterSettings::nodes).orElse(List.of());
        var out = spec.commandLine().getOut();
        out.print(BrokerXml.of(
                configuration.agencies().keySet(), nodes, configuration.hub().queueBytes()));
        out.flush();
        return ExitCode.DONE;
    }
}
