package dev.comity.audit;

import dev.cel.compiler.CelCompilerFactory;
import dev.comity.command.ComityCommandLine;
import dev.comity.command.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Where the auditor's stand-alone program starts: {@code java -jar comity-verify.jar}. */
public final class ComityVerify {

    private static final String CALL = "java -jar comity-verify.jar ";

    private ComityVerify() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] args) {
        int exitCode = ExitCode.INTERNAL;
        try {
            // Nobody reads a log here, and the library would say on standard error that it found no place for one.
            System.setProperty("slf4j.internal.verbosity", "ERROR");
            loadConditionsMeanwhile();
            PrintWriter out = utf8(FileDescriptor.out);
            PrintWriter err = utf8(FileDescriptor.err);
            exitCode = commandLine(out, err).execute(args);
            out.flush();
            err.flush();
        } catch (Throwable e) {
            // Whatever it is, also an Error while classes load: the JVM would end with 1, which reads as "tampered".
            System.err.println("comity-verify: internal error: " + e.getClass().getName());
        }
        System.exit(exitCode);
    }

    /** The compiler of conditions takes a second to load: a second core does it while the first reads files. */
    private static void loadConditionsMeanwhile() {
        Thread thread = new Thread(
                () -> CelCompilerFactory.standardCelCompilerBuilder().build().compile("1 == 1"), "conditions");
        thread.setDaemon(true);
        // Whatever goes wrong here goes wrong again where it is needed, and is told there.
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
    }

    /** A command line that writes to these two; it never ends the process. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine line = ComityCommandLine.of(new StandAloneCommand(), out, err);
        line.getSubcommands().values().forEach(ComityVerify::showOwnCall);
        return line;
    }

    /** The commands' help shows how {@code comity} calls them; whoever has this jar alone calls them otherwise. */
    private static void showOwnCall(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        String[] footer = Arrays.stream(usage.footer())
                .map(line -> line.replace("comity audit ", CALL))
                .toArray(String[]::new);
        usage.footer(footer);
    }

    /** Verdicts hold check marks; the locale of a server often knows only ASCII. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
