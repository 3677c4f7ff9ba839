package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what is done with keys. */
@Command(
        name = "keys",
        description = "The keys of agencies and hub.",
        footer = {
            "",
            "Examples:",
            "  comity keys revoke --use seal --of housing --by housing --data /tmp/city",
            "  comity keys revoke --use deliver --of city-hub --by city-registrar --data /tmp/city",
            "",
            "See next: comity keys revoke --help."
        },
        subcommands = KeysRevokeCommand.class)
final class KeysCommand {}
