package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what people ask about agreements. */
@Command(
        name = "policy",
        description = "Answers who may see what, and why, from the agreements as they are written.",
        footer = {
            "",
            "Examples:",
            "  comity policy test",
            "  comity policy matrix -o html",
            "",
            "See next: comity policy explain --help, for one record."
        },
        subcommands = {
            PolicyTestCommand.class,
            PolicyMatrixCommand.class,
            PolicyExplainCommand.class,
            PolicyDiffCommand.class
        })
final class PolicyCommand {}
