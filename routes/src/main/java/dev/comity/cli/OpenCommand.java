package dev.comity.cli;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.command.CommandFailed;
import dev.comity.command.OutputOption;
import dev.comity.command.TrustFile;
import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import dev.comity.json.Json;
import dev.comity.opening.PresentationOpener;
import dev.comity.opening.PresentationOpener.Opening;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One delivery, checked and opened as its recipient does. */
@Command(
        name = "open",
        description =
                "Verifies a presentation as its recipient does: origin, hub, agreement, entry and proof; values are"
                        + " shown only with --show.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check holds",
            "1:a check does not hold; it is named with the reason",
            "2:the command line is wrong",
            "3:nothing is false, but something could not be checked",
            "4:the presentation or the data folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity open DELIVERY.sdjwt --as transport --data /tmp/city",
            "  comity open DELIVERY.sdjwt --as transport --data /tmp/city --trust trust.yaml --show",
            "",
            "The entry (.entry) and its proof (.tlog-proof) are found beside the presentation (.sdjwt).",
            "",
            "See next: comity audit verify --help, for the whole log."
        })
final class OpenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The presentation as received, DELIVERY.sdjwt.")
    private Path file;

    @Option(names = "--as", paramLabel = "AGENCY", required = true, description = "The agency that opens it.")
    private String agency;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder with trust.yaml, directory/ and config/ with its signed agreements.")
    private Path data;

    @Option(names = "--trust", paramLabel = "FILE", description = "Your own trust.yaml in place of the data folder's.")
    private Optional<Path> trust = Optional.empty();

    @Option(names = "--config", paramLabel = "DIR", description = "Configuration; default: config/ of the data folder.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Option(names = "--show", description = "Print the opened record with its values; only fields that are released.")
    private boolean show;

    @Option(names = "--strict", description = "What could not be checked counts as failed: exit 1 instead of 3.")
    private boolean strict;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ReceivedFiles files = ReceivedFiles.read(file);
        TrustFile anchors = TrustFile.load(trust.orElse(data.resolve("trust.yaml")));
        Opening opening = opener(anchors).open(files.presentation(), files.entry(), files.proof(), agency);
        OpeningReport report = new OpeningReport(opening, agency, files, strict);
        return output.print(out(), report.report(anchors), () -> print(report, opening));
    }

    private PresentationOpener opener(TrustFile anchors) throws CommandFailed {
        CheckedConfiguration checked =
                CheckedConfiguration.read(Folders.schemas(schemas), Folders.config(config, Optional.of(data)));
        Configuration configuration = checked.orFail("Not opened");
        Directory directory = HubFolder.directory(data, anchors);
        return new PresentationOpener(
                directory,
                anchors.anchors(),
                AgreementsInForce.of(configuration, directory, Clock.systemUTC().instant()),
                configuration.types(),
                configuration.hub().id(),
                configuration.hub().limits());
    }

    private void print(OpeningReport report, Opening opening) {
        report.lines().forEach(out()::println);
        if (show) {
            opening.opened().ifPresent(opened -> out().print(Json.pretty(opened.record())));
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
