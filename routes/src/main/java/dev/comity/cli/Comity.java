package dev.comity.cli;

import dev.comity.command.ExitCode;
import dev.comity.index.IndexLocation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

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
            exitCode = CommandLines.of(new PrintWriter(System.out, true), new PrintWriter(System.err, true))
                    .execute(args);
        } catch (Throwable e) {
            // Whatever it is, also an Error while classes load: the JVM would end with 1, which reads as "tampered".
            System.err.println("comity: internal error: " + e);
        }
        System.out.flush();
        System.exit(exitCode);
    }

    /** Messages hold check marks and Chinese names; the locale of a server often knows only ASCII. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
