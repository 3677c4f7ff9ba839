package dev.comity.audit;

import dev.comity.command.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The stand-alone program itself: only the way to its commands. */
@Command(
        name = "comity-verify",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description = "Checks what was exchanged, from files alone, without trusting the hub.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was asked is verified",
            "1:a verification is false",
            "2:the command line is wrong",
            "3:indeterminate: nothing false, but something could not be checked",
            "4:input missing or unreadable",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  java -jar comity-verify.jar verify log --trust trust.yaml",
            "  java -jar comity-verify.jar verify --help",
            "",
            "See next: java -jar comity-verify.jar verify --help."
        },
        subcommands = {
            VerifyCommand.class,
            ReplayCommand.class,
            ShowCommand.class,
            CheckpointCommand.class,
            ConsistencyCommand.class,
            GapsCommand.class,
            WatchCommand.class
        })
final class StandAloneCommand {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error arose (a stack trace).")
    private boolean debug;
}
