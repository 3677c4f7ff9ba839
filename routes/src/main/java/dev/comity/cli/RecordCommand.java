package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what is done with record types. */
@Command(
        name = "record",
        description = "Looks at record types: which there are, whether they are sound, and what a change breaks.",
        footer = {
            "",
            "Examples:",
            "  comity record list",
            "  comity record compat old.json new.json",
            "",
            "See next: comity record check --help, or docs/record-types.md."
        },
        subcommands = {RecordListCommand.class, RecordCheckCommand.class, RecordCompatCommand.class})
final class RecordCommand {}
