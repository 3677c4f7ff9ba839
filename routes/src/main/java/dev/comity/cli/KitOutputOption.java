package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.MachineOutput;
import dev.comity.command.Report;
import dev.comity.json.Json;
import dev.comity.kit.AdapterOutcome;
import dev.comity.kit.CheckOutcome;
import dev.comity.kit.JunitReport;
import dev.comity.kit.Status;
import dev.comity.yaml.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code -o}: the form in which the contract kit's checks are told. */
final class KitOutputOption implements MachineOutput {

    /** For people, for machines, for build servers. */
    enum Format {
        TEXT,
        JSON,
        JUNIT
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text for people (the default), json: {verdict, exitCode, checks, trust, tool, adapters}, or"
                    + " junit: XML for build servers.")
    private Format format = Format.TEXT;

    /** Prints what was found in the form that was asked for; returns the exit code. */
    int print(PrintWriter out, List<AdapterOutcome> adapters) {
        Report report = report(adapters);
        switch (format) {
            case TEXT -> new KitText(out).print(adapters);
            case JSON -> out.print(report.json(further(adapters)));
            case JUNIT -> out.print(JunitReport.of(adapters));
        }
        out.flush();
        return report.exitCode();
    }

    private static Report report(List<AdapterOutcome> adapters) {
        List<Report.Item> items = new ArrayList<>();
        adapters.forEach(adapter -> adapter.checks().forEach(check -> items(adapter, check, items)));
        boolean passed = adapters.stream().allMatch(AdapterOutcome::passed);
        return new Report(
                passed ? "passed" : "failed", passed ? ExitCode.DONE : ExitCode.FAILED, items, Optional.empty());
    }

    private static void items(AdapterOutcome adapter, CheckOutcome check, List<Report.Item> items) {
        String status = check.status().code();
        if (!check.failed()) {
            String detail = check.status() == Status.SKIPPED ? check.reason() : check.title();
            items.add(new Report.Item(check.id(), status, detail, adapter.folder()));
        }
        for (Problem problem : check.problems()) {
            items.add(new Report.Item(check.id(), status, problem.message(), location(problem)));
        }
    }

    private static String location(Problem problem) {
        return "%s:%d:%d".formatted(problem.file(), problem.line(), problem.column());
    }

    private static ObjectNode further(List<AdapterOutcome> adapters) {
        ObjectNode further = Json.object();
        ArrayNode list = further.putArray("adapters");
        for (AdapterOutcome adapter : adapters) {
            ObjectNode one = list.addObject()
                    .put("folder", adapter.folder())
                    .put("verdict", adapter.passed() ? "passed" : "failed")
                    .put("millis", adapter.millis());
            ArrayNode checks = one.putArray("checks");
            adapter.checks().forEach(check -> checks.add(json(check)));
        }
        return further;
    }

    private static ObjectNode json(CheckOutcome check) {
        ObjectNode json = Json.object()
                .put("number", check.number())
                .put("id", check.id())
                .put("title", check.title())
                .put("status", check.status().code())
                .put("millis", check.millis());
        if (check.status() == Status.SKIPPED) {
            json.put("reason", check.reason());
        }
        ArrayNode problems = json.putArray("problems");
        check.problems()
                .forEach(problem -> problems.addObject()
                        .put("file", problem.file())
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("message", problem.message()));
        return json;
    }

    @Override
    public void failed(PrintWriter out, CommandFailed failed) {
        if (format == Format.JSON) {
            out.print(Report.failed(failed).json());
        } else if (format == Format.JUNIT) {
            out.print(JunitReport.notMade(failed.getMessage()));
        }
        out.flush();
    }
}
