package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.crypto.Base64Url;
import dev.comity.json.Json;
import dev.comity.sealing.AgencySecret;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a provider computes for an auditor who asks about one person. */
@Command(
        name = "token",
        sortOptions = false,
        description =
                "Computes the token by which a data subject's exchanges of a month are found in the hub's index; only its provider can.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:computed",
            "2:the command line is wrong",
            "4:the file or the agency's secret cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity agency token subject.txt --as civil-affairs --data /tmp/city",
            "  comity agency token - --as civil-affairs --data /tmp/city --month 2026-11 -o json",
            "",
            "The identifier is read from a file or, with -, from standard input, because a command line is seen by others; it is the",
            "text of the field that the record type names as its subject, for instance a resident number.",
            "",
            "See next: comity audit search --help, for its option --subject=TOKEN."
        })
final class AgencyTokenCommand implements Callable<Integer> {

    private static final int MAX_BYTES = 4 * 1024;

    @Parameters(paramLabel = "FILE", description = "Holds the identifier, one line; - is standard input.")
    private Path file;

    @Option(names = "--as", paramLabel = "AGENCY", required = true, description = "The provider.")
    private String agency;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data folder with the agency's side in agencies/AGENCY.")
    private Path data;

    @Option(
            names = "--month",
            paramLabel = "MONTH",
            description =
                    "Month of sealing in the hub's zone, 2026-11; may be repeated. Default: this one and the one before.")
    private List<String> months = List.of();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        AgencySecret secret = secret();
        String subject = subject();
        ArrayNode tokens = Json.object().arrayNode();
        for (YearMonth month : asked()) {
            String token = Base64Url.encode(secret.subjectToken(subject, month));
            tokens.addObject().put("month", month.toString()).put("token", token);
            if (!output.json()) {
                out().println(month + "  " + token);
            }
        }
        if (output.json()) {
            out().print(Json.pretty(tokens));
        }
        out().flush();
        return ExitCode.DONE;
    }

    private List<YearMonth> asked() {
        if (months.isEmpty()) {
            // The hub's zone may have begun a month that UTC has not.
            YearMonth month = YearMonth.now(ZoneOffset.ofHours(14));
            return List.of(month, month.minusMonths(1));
        }
        try {
            return months.stream().map(YearMonth::parse).toList();
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "--month is a month such as 2026-11");
        }
    }

    private String subject() throws CommandFailed {
        boolean standardInput = file.toString().equals("-");
        try (var in = standardInput ? System.in : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (bytes.length > MAX_BYTES || text.isEmpty() || text.contains("\n")) {
                throw new CommandFailed(
                        ExitCode.INPUT,
                        "Nothing was computed: one identifier on one line was expected in %s.".formatted(file));
            }
            return text;
        } catch (IOException e) {
            throw CommandFailed.unreadable("The identifier's file", file, "Nothing was computed.");
        }
    }

    private AgencySecret secret() throws CommandFailed {
        Path secret = data.resolve("agencies").resolve(agency).resolve("keys").resolve("own.secret");
        if (!Files.isReadable(secret)) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s cannot be read. Only the provider's own side can compute a token.%s"
                            .formatted(secret, Suggestion.of(agency, HubFolder.agencies(data))));
        }
        try {
            return AgencySecret.readOrMake(secret);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "Nothing was computed: %s.".formatted(e.getMessage()), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
