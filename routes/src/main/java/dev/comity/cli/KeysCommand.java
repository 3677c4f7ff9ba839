package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what is done with keys. */
@Command(
        name = "keys",
        description = "The keys of agencies and hub.",
        footer = {
            "",
            "Examples:",
            "  comity keys rotate --use seal --as housing --data /tmp/city",
            "  comity keys revoke --use seal --of housing --by housing --data /tmp/city",
            "",
            "See next: comity keys rotate --help."
        },
        subcommands = {KeysRotateCommand.class, KeysCertifyCommand.class, KeysRevokeCommand.class})
final class KeysCommand {}
