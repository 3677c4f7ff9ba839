package dev.comity.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code -o json}: the same answer for machines. */
final class OutputOption {

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

    boolean json() {
        return format == Format.JSON;
    }

    /** Of a command that has this option. */
    static Optional<OutputOption> of(CommandLine command) {
        return command.getMixins().values().stream()
                .filter(OutputOption.class::isInstance)
                .map(OutputOption.class::cast)
                .findFirst();
    }

    /** Prints the report as JSON, or lets the command print its text; returns the exit code. */
    int print(PrintWriter out, Report report, Runnable text) {
        if (json()) {
            out.print(report.json());
            out.flush();
        } else {
            text.run();
        }
        return report.exitCode();
    }

    /** A machine gets an answer also where the command could not begin. */
    void failed(PrintWriter out, CommandFailed failed) {
        if (json()) {
            Report.Item item = new Report.Item("command", "fail", failed.getMessage(), "");
            out.print(new Report("failed", failed.exitCode(), List.of(item), Optional.empty()).json());
            out.flush();
        }
    }
}
