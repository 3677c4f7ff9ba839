package dev.comity.cli;

import dev.comity.command.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code comity} itself: only the way to its commands. */
@Command(
        name = "comity",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description = "Public agencies share records field by field, with proof.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or all that was asked is verified",
            "1:it failed: a check did not hold, a verification is false",
            "2:the command line is wrong",
            "3:indeterminate: nothing false, but something could not be checked",
            "4:input missing or unreadable",
            "5:the server or the network",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity demo --once",
            "  comity audit verify --help",
            "",
            "See next: comity demo --help, or README.md."
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReloadCommand.class,
            DeadCommand.class,
            AgencyCommand.class,
            SendCommand.class,
            OpenCommand.class,
            ExplainCommand.class,
            BrokerCommand.class,
            ConfigCommand.class,
            PolicyCommand.class,
            AgreementCommand.class,
            RecordCommand.class,
            AdapterCommand.class,
            KeysCommand.class,
            AuditCommand.class,
            BenchCommand.class
        })
final class RootCommand {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error arose (a stack trace).")
    private boolean debug;
}
