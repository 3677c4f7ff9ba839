package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what is done with a broker that is a process of its own. */
@Command(
        name = "broker",
        description = "A message broker in a process of its own, for hubs that one machine does not carry.",
        footer = {
            "",
            "Examples:",
            "  comity broker config",
            "  comity broker run --data /srv/comity --port 61616",
            "",
            "See next: comity broker run --help, comity run --help."
        },
        subcommands = {BrokerConfigCommand.class, BrokerRunCommand.class})
final class BrokerCommand {}
