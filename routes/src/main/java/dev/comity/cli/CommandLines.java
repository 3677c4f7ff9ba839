package dev.comity.cli;

import dev.comity.yaml.Suggestion;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as picocli sees it: the commands, and what is said about wrong words and failures. */
public final class CommandLines {

    private CommandLines() {}

    /** A command line that writes to these two; it never ends the process. */
    public static CommandLine of(PrintWriter out, PrintWriter err) {
        return new CommandLine(new RootCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(false)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(CommandLines::usage)
                .setExecutionExceptionHandler(CommandLines::failed);
    }

    private static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("comity: " + sentence(e) + suggestion(e));
        err.println("Nothing was done. See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return "'%s' is not known here.".formatted(unmatched.getUnmatched().get(0));
        }
        return e.getMessage().replaceAll("\\.$", "") + ".";
    }

    private static String suggestion(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return Suggestion.of(word, known(e.getCommandLine(), word.startsWith("-")));
        }
        Collection<String> commands = known(e.getCommandLine(), false);
        return commands.isEmpty() ? "" : " Known: " + String.join(", ", commands) + ".";
    }

    private static Collection<String> known(CommandLine command, boolean option) {
        CommandSpec spec = command.getCommandSpec();
        return option
                ? spec.options().stream().map(o -> o.longestName()).toList()
                : List.copyOf(command.getSubcommands().keySet());
    }

    private static int failed(Exception e, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        boolean debug = RootCommand.debug(command);
        if (e instanceof CommandFailed failed) {
            OutputOption.of(command).ifPresent(output -> output.failed(command.getOut(), failed));
            err.println(failed.getMessage());
            trace(e, err, debug);
            return failed.exitCode();
        }
        // The class, not the message: a message of a library may hold a value of a record.
        err.println(
                "comity: internal error (%s). This is a fault of Comity, not of your input; add --debug to see where."
                        .formatted(e.getClass().getSimpleName()));
        Logging.internalError(e);
        trace(e, err, debug);
        return ExitCode.INTERNAL;
    }

    private static void trace(Exception e, PrintWriter err, boolean debug) {
        if (debug) {
            e.printStackTrace(err);
        }
    }

    /** Reads the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"comity " + number()};
        }

        static String number() {
            String version = CommandLines.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }
}
