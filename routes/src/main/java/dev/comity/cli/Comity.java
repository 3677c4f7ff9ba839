package dev.comity.cli;

import dev.comity.command.ExitCode;
import dev.comity.fault.FaultPoint;
import dev.comity.index.IndexLocation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the program starts. */
public final class Comity {

    private Comity() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] args) {
        int exitCode = ExitCode.INTERNAL;
        try {
            IndexLocation.keepToThisMachine();
            PrintStream results = utf8(FileDescriptor.out);
            System.setErr(utf8(FileDescriptor.err));
            // Standard output is for results alone: what a library prints there would spoil an answer for machines.
            System.setOut(System.err);
            Logging.quiet();
            exitCode = run(args, new PrintWriter(results, true));
        } catch (Throwable e) {
            // Whatever it is, also an Error while classes load: the JVM would end with 1, which reads as "tampered".
            System.err.println("comity: internal error: " + e);
        }
        System.exit(exitCode);
    }

    private static int run(String[] args, PrintWriter results) {
        Optional<String> misspelt = FaultPoint.problem();
        if (misspelt.isPresent()) {
            System.err.println("comity: " + misspelt.get());
            return ExitCode.USAGE;
        }
        int exitCode =
                CommandLines.of(results, new PrintWriter(System.err, true)).execute(args);
        results.flush();
        return exitCode;
    }

    /** Messages hold check marks and Chinese names; the locale of a server often knows only ASCII. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
