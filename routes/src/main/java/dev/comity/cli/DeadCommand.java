package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what an operator does about records that could not arrive. */
@Command(
        name = "dead",
        description = "Lists, shows, resubmits and discards what a running hub could not deliver.",
        footer = {
            "",
            "Examples:",
            "  comity dead list --data /srv/comity",
            "  comity dead resubmit 3f9a2c --data /srv/comity",
            "",
            "See next: comity dead list --help."
        },
        subcommands = {DeadListCommand.class, DeadShowCommand.class, DeadResubmitCommand.class, DeadDiscardCommand.class
        })
final class DeadCommand {}
