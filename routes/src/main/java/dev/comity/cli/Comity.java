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
            System.setOut(utf8(FileDescriptor.out));
            System.setErr(utf8(FileDescriptor.err));
            Logging.quiet();
            exitCode = run(args);
        } catch (Throwable e) {
            // Whatever it is, also an Error while classes load: the JVM would end with 1, which reads as "tampered".
            System.err.println("comity: internal error: " + e);
        }
        System.out.flush();
        System.exit(exitCode);
    }

    private static int run(String[] args) {
        Optional<String> misspelt = FaultPoint.problem();
        if (misspelt.isPresent()) {
            System.err.println("comity: " + misspelt.get());
            return ExitCode.USAGE;
        }
        return CommandLines.of(new PrintWriter(System.out, true), new PrintWriter(System.err, true))
                .execute(args);
    }

    /** Messages hold check marks and Chinese names; the locale of a server often knows only ASCII. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
