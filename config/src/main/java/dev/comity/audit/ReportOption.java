package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.MachineOutput;
import dev.comity.command.Report;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code -o}: the form of an auditor's report. */
final class ReportOption implements MachineOutput {

    /** For people, for machines, for build servers, for a file that is handed on. */
    enum Format {
        TEXT,
        JSON,
        JUNIT,
        HTML
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "text for people (the default), json: {verdict, exitCode, checks, trust, tool}, junit, or html:"
                            + " one self-contained page.")
    private Format format = Format.TEXT;

    /** Prints the report in the form that was asked for, or these lines; returns the exit code. */
    int print(PrintWriter out, String subject, Report report, List<String> lines) {
        switch (format) {
            case TEXT -> lines.forEach(out::println);
            case JSON -> out.print(report.json());
            case JUNIT -> out.print(JunitReport.of(subject, report));
            case HTML -> out.print(HtmlReport.of(subject, report));
        }
        out.flush();
        return report.exitCode();
    }

    @Override
    public void failed(PrintWriter out, CommandFailed failed) {
        if (format != Format.TEXT) {
            print(out, "not verified", Report.failed(failed), List.of());
        }
    }
}
