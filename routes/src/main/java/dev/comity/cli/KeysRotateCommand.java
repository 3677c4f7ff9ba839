package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.directory.KeySuccession;
import dev.comity.directory.KeyUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A new key in the place of one, as far as whoever calls can get: asked for, certified, known to the hub, in use. */
@Command(
        name = "rotate",
        description =
                "Puts a new seal or ack key in the place of an agency's, step by step, while records flow: both are valid for a while.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the new key is in use, or the request for it waits for the registrar; the verdict says which",
            "1:the hub does not take over the statement on it, or it cannot be asked for; the old key stays in use",
            "2:the command line is wrong",
            "4:the data folder or a key cannot be read",
            "5:nobody can say whether the hub knows the new key",
            "70:internal error"
        },
        footer = {
            "",
            "First it makes keys/USE.next.pem and the request keys/USE.request.jwt for the registrar ('comity keys certify'). Where the",
            "registrar's key lies in the data folder, as in a demonstration, that is done at once. Called again when the statement is in",
            "directory/, it has the hub of this data folder reload and then puts the new key in use; an agency's side that runs follows",
            "within seconds. What was sealed with the old key before is still accepted until the overlap ends.",
            "",
            "Examples:",
            "  comity keys rotate --use seal --as housing --data /tmp/city",
            "  comity keys rotate --use ack --as housing --data /srv/housing --hub-has-it",
            "",
            "See next: comity keys revoke --help, for a key that somebody else may have."
        })
final class KeysRotateCommand implements Callable<Integer> {

    @Option(names = "--as", paramLabel = "AGENCY", required = true, description = "The agency whose key it is.")
    private String agency;

    @Option(names = "--use", paramLabel = "USE", required = true, description = "Which key: seal or ack.")
    private String use;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The data folder with agencies/AGENCY, trust.yaml and directory/.")
    private Path data;

    @Option(
            names = "--overlap",
            paramLabel = "DURATION",
            description = "How long the old key goes on, where the registrar's key is at hand; default: P7D.")
    private Duration overlap = KeysCertifyCommand.OVERLAP;

    @Option(
            names = "--hub-has-it",
            description = "The hub is elsewhere, and its operator says that the statement is in force there.")
    private boolean hubHasIt;

    @Option(
            names = "--by-agree",
            description = "The key to replace is lost or revoked: the agency's 'agree' key signs the request.")
    private boolean byAgree;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        NextKey next = new NextKey(data.resolve("agencies").resolve(agency).resolve("keys"), agency, wanted());
        TrustFile trust = TrustFile.load(data.resolve("trust.yaml"));
        List<Report.Item> items = new ArrayList<>();
        items.add(item("request", next.request(byAgree ? KeyUse.AGREE : wanted(), Instant.now()), next.requestFile()));
        if (!next.isCertified(HubFolder.directory(data, trust), Instant.now()) && !certify(next, trust, items)) {
            return told("requested", items);
        }
        items.add(item("hub", hubKnows(), data.resolve("hub")));
        next.use();
        items.add(item("key", "%s is in use".formatted(next.kid()), next.file()));
        return told("rotated", items);
    }

    private KeyUse wanted() throws CommandFailed {
        return KeyUse.of(use)
                .filter(known -> known == KeyUse.SEAL || known == KeyUse.ACK)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "'%s' is no key that this command replaces: it replaces 'seal' and 'ack'. Nothing was done."
                                .formatted(use)));
    }

    /** @return whether the registrar's key is here, and the new key certified with it */
    private boolean certify(NextKey next, TrustFile trust, List<Report.Item> items) throws CommandFailed, IOException {
        if (!Files.isReadable(CertifiedRequest.registrarKey(data))) {
            items.add(new Report.Item(
                    "certified",
                    "unknown",
                    "not yet: hand the request to the registrar, and call this again when its statement is in directory/",
                    data.resolve("directory").toString()));
            return false;
        }
        Path statement = CertifiedRequest.certify(
                next.requestFile(), data, trust, new KeySuccession(overlap, KeysCertifyCommand.VALIDITY));
        items.add(item("certified", "the old key goes on for " + overlap, statement));
        return true;
    }

    private String hubKnows() throws CommandFailed {
        if (hubHasIt) {
            return "has the statement in force, as you say";
        }
        return HubDirectory.reload(data);
    }

    private static Report.Item item(String id, String detail, Path location) {
        return new Report.Item(id, "pass", detail, location.toString());
    }

    private int told(String verdict, List<Report.Item> items) {
        Report report = new Report(verdict, ExitCode.DONE, items, Optional.empty());
        return output.print(out(), report, () -> {
            out().println(verdict.toUpperCase(java.util.Locale.ROOT));
            items.forEach(one -> out().println(one.line(one.id())));
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
