package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what is done with a configuration. */
@Command(
        name = "config",
        description = "Looks at a configuration folder without starting anything.",
        footer = {
            "",
            "Examples:",
            "  comity config check",
            "  comity config check --config /srv/comity/config -o json",
            "",
            "See next: comity config check --help."
        },
        subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class})
final class ConfigCommand {}
