package dev.comity.cli;

import picocli.CommandLine.Command;

/** Groups what an agency's side does. */
@Command(
        name = "agency",
        description = "An agency's own side of the exchange.",
        footer = {
            "",
            "Examples:",
            "  comity agency run --config /srv/housing",
            "  comity agency run --config /tmp/city/agencies/transport",
            "",
            "See next: comity agency new --help, comity agency run --help, comity agency reconcile --help."
        },
        subcommands = {
            AgencyNewCommand.class,
            AgencyAdmitCommand.class,
            AgencyRunCommand.class,
            AgencyReconcileCommand.class,
            AgencyTokenCommand.class
        })
final class AgencyCommand {}
