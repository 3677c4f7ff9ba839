package dev.comity.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code -o json}: the same answer for machines. */
public final class OutputOption implements MachineOutput {

    /** For people or for machines. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text for people (the default) or json: {verdict, exitCode, checks, trust, tool}.")
    private Format format = Format.TEXT;

    /** Whether a machine asked. */
    public boolean json() {
        return format == Format.JSON;
    }

    /** Prints the report as JSON, or lets the command print its text; returns the exit code. */
    public int print(PrintWriter out, Report report, Runnable text) {
        if (json()) {
            out.print(report.json());
            out.flush();
        } else {
            text.run();
        }
        return report.exitCode();
    }

    /** As {@link #print(PrintWriter, Report, Runnable)}, with further members in the JSON. */
    public int print(PrintWriter out, Report report, Supplier<ObjectNode> further, Runnable text) {
        if (json()) {
            out.print(report.json(further.get()));
            out.flush();
        } else {
            text.run();
        }
        return report.exitCode();
    }

    @Override
    public void failed(PrintWriter out, CommandFailed failed) {
        if (json()) {
            out.print(Report.failed(failed).json());
            out.flush();
        }
    }
}
