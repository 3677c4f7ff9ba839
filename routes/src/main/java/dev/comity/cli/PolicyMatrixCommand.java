package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.json.Json;
import dev.comity.policy.MatrixPage;
import dev.comity.policy.PolicyMatrix;
import dev.comity.policy.PolicyMatrix.Access;
import dev.comity.policy.PolicyMatrix.Cell;
import dev.comity.policy.PolicyMatrix.Row;
import dev.comity.policy.PolicyMatrix.Sheet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Agency by field for each record type. */
@Command(
        name = "matrix",
        description = "Shows for each record type which agency may see which field, and under which agreement.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:the configuration has errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:a folder cannot be read, or the page cannot be written",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity policy matrix",
            "  comity policy matrix -o html --file /tmp/matrix.html",
            "",
            "See next: comity policy explain --help, for the lines that decide one record."
        })
final class PolicyMatrixCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions options;

    @Mixin
    private MatrixOutput output;

    @Option(names = "--file", paramLabel = "FILE", description = "Write there in place of the standard output.")
    private Optional<Path> file = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Configuration configuration = options.configuration("Nothing to show");
        LocalDate today =
                LocalDate.now(Clock.systemUTC().withZone(configuration.hub().zone()));
        PolicyMatrix matrix = PolicyMatrix.of(configuration, today);
        String text = switch (output.format()) {
            case HTML -> new MatrixPage(configuration, matrix).html();
            case JSON -> report().json(json(matrix));
            case TEXT -> text(matrix);
        };
        write(text);
        return ExitCode.DONE;
    }

    private void write(String text) throws CommandFailed {
        if (file.isEmpty()) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return;
        }
        try {
            Files.writeString(file.get(), text);
            PrintWriter out = spec.commandLine().getOut();
            out.println("Written: " + file.get());
            out.flush();
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "%s cannot be written.".formatted(file.get()), e);
        }
    }

    private static Report report() {
        return new Report("shown", ExitCode.DONE, List.of(), Optional.empty());
    }

    private static ObjectNode json(PolicyMatrix matrix) {
        ObjectNode json = Json.object().put("day", matrix.day().toString());
        ArrayNode records = json.putArray("records");
        for (Sheet sheet : matrix.sheets()) {
            ObjectNode record =
                    records.addObject().put("record", sheet.type().id().toString());
            ArrayNode cells = record.putArray("cells");
            for (Row row : sheet.rows()) {
                for (int i = 0; i < row.cells().size(); i++) {
                    cells.add(cell(row, sheet.agencies().get(i), row.cells().get(i)));
                }
            }
        }
        return json;
    }

    private static ObjectNode cell(Row row, String agency, Cell cell) {
        ObjectNode json = Json.object()
                .put("field", row.field().path().value())
                .put("agency", agency)
                .put("access", cell.access().name().toLowerCase(Locale.ROOT))
                .put("conditional", cell.conditional())
                .put("onRequest", cell.onRequest());
        cell.under().stream().map(Agreement::place).forEach(json.putArray("under")::add);
        return json;
    }

    private static String text(PolicyMatrix matrix) {
        return "R released, D derived only, . withheld, S source; c only under conditions, q only on request.%n%n"
                        .formatted()
                + matrix.sheets().stream().map(PolicyMatrixCommand::text).collect(Collectors.joining("\n"));
    }

    private static String text(Sheet sheet) {
        List<Integer> columns = IntStream.range(0, sheet.agencies().size())
                .filter(i ->
                        sheet.rows().stream().anyMatch(row -> row.cells().get(i).access() != Access.WITHHELD))
                .boxed()
                .toList();
        if (columns.isEmpty()) {
            return sheet.type().id() + ": no agreement; every field is withheld from everybody.\n";
        }
        StringBuilder text = new StringBuilder(sheet.type().id() + "\n");
        text.append(line("", columns.stream().map(sheet.agencies()::get).toList(), columns, sheet));
        for (Row row : sheet.rows()) {
            List<String> marks =
                    columns.stream().map(i -> mark(row.cells().get(i))).toList();
            text.append(line(row.field().path().value(), marks, columns, sheet));
        }
        sheet.rows().stream()
                .flatMap(row -> row.cells().stream())
                .flatMap(cell -> cell.under().stream())
                .distinct()
                .forEach(a -> text.append("  %s: %s%n".formatted(a.consumer(), a.place())));
        return text.toString();
    }

    private static String line(String first, List<String> cells, List<Integer> columns, Sheet sheet) {
        StringBuilder line = new StringBuilder("  %-34s".formatted(first));
        for (int i = 0; i < cells.size(); i++) {
            int width = sheet.agencies().get(columns.get(i)).length() + 2;
            line.append(String.format("%-" + width + "s", cells.get(i)));
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static String mark(Cell cell) {
        String letter = switch (cell.access()) {
            case RELEASED -> "R";
            case DERIVED -> "D";
            case WITHHELD -> ".";
            case SOURCE -> "S";
        };
        return letter + (cell.conditional() ? "c" : "") + (cell.onRequest() ? "q" : "");
    }
}
