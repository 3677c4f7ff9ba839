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
        subcommands = {
            AdapterNewCommand.class,
            AdapterCheckCommand.class,
            AdapterTestCommand.class,
            AdapterRunCommand.class,
            AdapterReloadCommand.class,
            AdapterDocsCommand.class,
            AdapterPackageCommand.class
        })
final class AdapterCommand {}
