package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.MachineOutput;
import dev.comity.command.Report;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** {@code -o text|json|html}: the picture has a form of its own. */
final class MatrixOutput implements MachineOutput {

    /** For people at a terminal, for machines, for people with a browser. */
    enum Format {
        TEXT,
        JSON,
        HTML
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (the default), json, or html: one page that needs nothing else.")
    private Format format = Format.TEXT;

    Format format() {
        return format;
    }

    @Override
    public void failed(PrintWriter out, CommandFailed failed) {
        if (format == Format.JSON) {
            out.print(Report.failed(failed).json());
            out.flush();
        }
    }
}
