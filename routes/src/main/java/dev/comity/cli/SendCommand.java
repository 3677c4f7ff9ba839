package dev.comity.cli;

import dev.comity.agency.AgencySettings;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.yaml.Suggestion;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One record by hand, with the hub's receipt. */
@Command(
        name = "send",
        description = "Seals and sends one record as an agency, and prints the hub's receipt.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:accepted",
            "1:refused by the hub, or not sendable; the code says why, with the field's path",
            "2:the command line is wrong",
            "4:the record or the agency's folder cannot be read",
            "5:no receipt in time; the record stays in the outbox and goes out when the hub is there",
            "70:internal error"
        },
        footer = {
            "",
            "FILE holds {\"record\": \"TYPE/MAJOR\", \"body\": {...}}, or with --type the body alone. If the agency's side",
            "is running for this folder, it sends the record; otherwise this command runs it until the receipt is there.",
            "",
            "Examples:",
            "  comity send record.json --as civil-affairs --data /tmp/city",
            "  comity send body.json --type death-registration/1 --as civil-affairs --data /tmp/city --timeout 60",
            "",
            "See next: comity open --help, for what the consumers got."
        })
final class SendCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The record as JSON.")
    private Path file;

    @Option(names = "--as", paramLabel = "AGENCY", required = true, description = "The agency that sends.")
    private String agency;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data folder with the agency's side in agencies/AGENCY.")
    private Path data;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "The record type, for a FILE that holds the body alone, for instance death-registration/1.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait for the receipt; default: 30.")
    private int timeout = 30;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        byte[] record = OutgoingRecord.read(file, type);
        AgencySettings settings = AgencyFile.load(agencyFile());
        SentRecord sent = SentRecord.drop(settings.folder(), record);
        SendReceipt receipt = SendReceipt.of(receipt(settings, sent), sent.receipt());
        return output.print(out(), receipt.report(), () -> receipt.lines().forEach(out()::println));
    }

    private Path agencyFile() throws CommandFailed {
        Path yaml = data.resolve("agencies").resolve(agency).resolve("agency.yaml");
        if (!Files.isReadable(yaml)) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s cannot be read. Nothing was sent.%s"
                            .formatted(yaml, Suggestion.of(agency, HubFolder.agencies(data))));
        }
        return yaml;
    }

    private byte[] receipt(AgencySettings settings, SentRecord sent) throws Exception {
        try (AutoCloseable side = AgencyFile.startToSend(settings)) {
            return sent.await(Duration.ofSeconds(timeout));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
