package dev.comity.command;

import dev.comity.yaml.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as picocli sees it: what is said about wrong words and failures, and with which exit code. */
public final class ComityCommandLine {

    private ComityCommandLine() {}

    /**
     * A command line that writes to these two; it never ends the process.
     *
     * @param root the command that holds all others; its option {@code --debug}, if it has one, shows stack traces
     */
    public static CommandLine of(Object root, PrintWriter out, PrintWriter err) {
        return new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(false)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(ComityCommandLine::usage)
                .setExecutionExceptionHandler(ComityCommandLine::failed);
    }

    private static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(name(command) + ": " + sentence(e) + suggestion(e));
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
                ? spec.options().stream().map(OptionSpec::longestName).toList()
                : List.copyOf(command.getSubcommands().keySet());
    }

    private static int failed(Exception e, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        boolean debug = debug(command);
        if (e instanceof CommandFailed failed) {
            MachineOutput.of(command).ifPresent(output -> output.failed(command.getOut(), failed));
            err.println(failed.getMessage());
            trace(e, err, debug);
            return failed.exitCode();
        }
        // The class, not the message: a message of a library may hold a value of a record.
        err.println("%s: internal error (%s). This is a fault of Comity, not of your input; add --debug to see where."
                .formatted(name(command), e.getClass().getSimpleName()));
        logInternalError(e);
        trace(e, err, debug);
        return ExitCode.INTERNAL;
    }

    private static String name(CommandLine command) {
        return top(command).getCommandName();
    }

    private static CommandLine top(CommandLine command) {
        CommandLine top = command;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    private static boolean debug(CommandLine command) {
        OptionSpec debug = top(command).getCommandSpec().findOption("--debug");
        return debug != null && Boolean.TRUE.equals(debug.getValue());
    }

    /** Where it arose, for the log; the screen gets one line. Without the message, which may hold a value of a record. */
    private static void logInternalError(Exception e) {
        String frames =
                Arrays.stream(e.getStackTrace()).map(frame -> " at " + frame).collect(Collectors.joining());
        LoggerFactory.getLogger(ComityCommandLine.class)
                .info("internal error: {}{}", e.getClass().getName(), frames);
    }

    private static void trace(Exception e, PrintWriter err, boolean debug) {
        if (debug) {
            e.printStackTrace(err);
        }
    }
}
