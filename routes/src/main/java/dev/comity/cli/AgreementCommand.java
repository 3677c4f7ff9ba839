package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what agencies do with their agreements. */
@Command(
        name = "agreement",
        description = "Signs, withdraws and lists agreements between agencies.",
        footer = {
            "",
            "Examples:",
            "  comity agreement list --data /srv/comity",
            "  comity agreement sign config/agreements/transport/death-to-concession.yaml --as transport --data /srv/comity",
            "",
            "See next: comity policy diff --help, for what a changed agreement widens."
        },
        subcommands = {AgreementSignCommand.class, AgreementWithdrawCommand.class, AgreementListCommand.class})
final class AgreementCommand {}
