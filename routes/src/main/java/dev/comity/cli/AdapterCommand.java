package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what is done with adapters. */
@Command(
        name = "adapter",
        description = "Adapters: folders that say how one system of an agency speaks.",
        footer = {
            "",
            "Examples:",
            "  comity adapter check adapters/housing/rental-applications",
            "  comity adapter test",
            "",
            "See next: comity adapter test --help, or docs/adapters.md."
        },
        subcommands = {AdapterCheckCommand.class, AdapterTestCommand.class})
final class AdapterCommand {}
