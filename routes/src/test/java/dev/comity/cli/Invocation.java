package dev.comity.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One run of the command line inside a test, with what it said. */
record Invocation(int exitCode, String out, String err) {

    static Invocation of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = CommandLines.of(new PrintWriter(out, true), new PrintWriter(err, true));
        int exitCode = line.execute(args);
        return new Invocation(exitCode, out.toString(), err.toString());
    }
}
