package dev.comity.cli;

import dev.comity.audit.CheckpointCommand;
import dev.comity.audit.ConsistencyCommand;
import dev.comity.audit.GapsCommand;
import dev.comity.audit.ReplayCommand;
import dev.comity.audit.ShowCommand;
import dev.comity.audit.VerifyCommand;
import dev.comity.audit.WatchCommand;
import picocli.CommandLine.Command;

/** Groups what an auditor does. */
@Command(
        name = "audit",
        description = "Checks what was exchanged, from files alone, without trusting the hub.",
        footer = {
            "",
            "Examples:",
            "  comity audit verify /srv/comity/log --trust trust.yaml",
            "  comity audit verify /media/usb/log --trust trust.yaml -o json",
            "",
            "See next: comity audit verify --help."
        },
        subcommands = {
            VerifyCommand.class,
            ReplayCommand.class,
            ShowCommand.class,
            AuditSearchCommand.class,
            AuditExportCommand.class,
            CheckpointCommand.class,
            ConsistencyCommand.class,
            GapsCommand.class,
            WatchCommand.class,
            AuditAccessCommand.class,
            AuditEraseCommand.class,
            AuditRebuildIndexCommand.class
        })
final class AuditCommand {}
