package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.directory.KeySuccession;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The registrar's side of a new key. */
@Command(
        name = "certify",
        description =
                "Signs, as the registrar, the statement that lets an agency's new key count beside the one before it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:signed; the statement lies in directory/",
            "1:the request is none to rely on, or another registrar certifies the agency",
            "2:the command line is wrong",
            "4:the request, the registrar's key or the data folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "The request is signed by a key of the agency that counts now, and by the new key. Hub and agencies take the statement over",
            "from their directory/ folders: the hub with 'comity reload', an agency's side by itself.",
            "",
            "Examples:",
            "  comity keys certify seal.request.jwt --data /srv/registrar",
            "  comity keys certify /tmp/city/agencies/housing/keys/ack.request.jwt --data /tmp/city --overlap P30D",
            "",
            "See next: comity reload --help, then comity keys rotate --help."
        })
final class KeysCertifyCommand implements Callable<Integer> {

    /** As long as an envelope lives. */
    static final Duration OVERLAP = Duration.ofDays(7);

    static final Duration VALIDITY = Duration.ofDays(730);

    @Parameters(paramLabel = "REQUEST", description = "The agency's request, made by 'comity keys rotate'.")
    private Path request;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder with registrar/registrar.pem, trust.yaml and directory/.")
    private Path data;

    @Option(
            names = "--overlap",
            paramLabel = "DURATION",
            description = "How long the key before it goes on, ISO 8601; default: P7D, as long as an envelope lives.")
    private Duration overlap = OVERLAP;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(request)) {
            throw CommandFailed.unreadable("Request", request, "Nothing was certified.");
        }
        TrustFile trust = TrustFile.load(data.resolve("trust.yaml"));
        Path file = CertifiedRequest.certify(request, data, trust, succession());
        Report.Item item =
                new Report.Item("statement", "pass", "the key before it goes on for " + overlap, file.toString());
        Report report = new Report("certified", ExitCode.DONE, List.of(item), Optional.of(trust));
        return output.print(out(), report, () -> out().println("CERTIFIED\n" + item.line(item.id())));
    }

    private KeySuccession succession() throws CommandFailed {
        try {
            return new KeySuccession(overlap, VALIDITY);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--overlap: " + e.getMessage() + ". Nothing was certified.", e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
