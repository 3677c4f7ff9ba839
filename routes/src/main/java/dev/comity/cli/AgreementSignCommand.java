package dev.comity.cli;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One party's signature under an agreement. */
@Command(
        name = "sign",
        description = "Signs an agreement file as one of its two parties; it is in force only with both signatures.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:signed; what is still missing is named",
            "1:the configuration has errors, the agency is no party, or the version was signed with another text",
            "2:the command line is wrong",
            "4:the file or the agency's key agree.pem cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "FILE lies in a configuration folder: DIR/agreements/CONSUMER/NAME.yaml. The signature is written beside it.",
            "",
            "Examples:",
            "  comity agreement sign /tmp/city/config/agreements/transport/death-to-concession.yaml --as transport --data /tmp/city",
            "  comity agreement sign config/agreements/housing/property-transfers.yaml --as housing --data /srv/housing -o json",
            "",
            "See next: comity reload --help, which lets the running hub take it over."
        })
final class AgreementSignCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The agreement file.")
    private Path file;

    @Option(names = "--as", paramLabel = "AGENCY", required = true, description = "The party that signs.")
    private String agency;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data folder with the party's key in agencies/AGENCY/keys/.")
    private Path data;

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Path folder = configuration();
        Agreement agreement = agreement(load(folder));
        var key = AgreeKey.read(data, agency);
        try {
            AgreementSignatures.sign(agreement, load(folder), agency, key, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.FAILED, "Not signed: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "Not signed: " + e.getMessage(), e);
        }
        List<String> missing = missing(agreement, load(folder));
        Report report = new Report(
                "signed",
                ExitCode.DONE,
                missing.stream()
                        .map(why -> new Report.Item("agreement.missing", "unknown", why, agreement.place()))
                        .toList(),
                Optional.empty());
        return output.print(out(), report, () -> print(agreement, missing));
    }

    /** The folder that holds {@code agreements/}. */
    private Path configuration() throws CommandFailed {
        Path whole = file.toAbsolutePath().normalize();
        Path agreements = whole.getNameCount() < 4 ? null : whole.getParent().getParent();
        if (!Files.isReadable(whole)) {
            throw CommandFailed.unreadable("Agreement", file, "Nothing was signed.");
        }
        if (agreements == null || !agreements.getFileName().toString().equals("agreements")) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "%s does not lie in a configuration folder: expected DIR/agreements/CONSUMER/NAME.yaml. Nothing was signed."
                            .formatted(file));
        }
        return agreements.getParent();
    }

    private Configuration load(Path folder) throws CommandFailed {
        return CheckedConfiguration.read(Folders.schemas(schemas), folder).orFail("Not signed");
    }

    private Agreement agreement(Configuration configuration) throws CommandFailed {
        Path whole = file.toAbsolutePath().normalize();
        return configuration.agreements().stream()
                .filter(one -> one.file().toAbsolutePath().normalize().equals(whole))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE, "%s is no agreement file. Nothing was signed.".formatted(file)));
    }

    private List<String> missing(Agreement agreement, Configuration signed) throws CommandFailed {
        if (!Files.isReadable(data.resolve("trust.yaml"))) {
            return List.of("not checked: there is no trust.yaml in " + data);
        }
        Directory directory = HubFolder.directory(data, TrustFile.load(data.resolve("trust.yaml")));
        try {
            AgreementSignatures.verify(agreement, signed, directory, Instant.now());
            return List.of();
        } catch (RecordRefused e) {
            return new ArrayList<>(e.reasons().stream().map(Refusal::message).toList());
        }
    }

    private void print(Agreement agreement, List<String> missing) {
        out().println("Signed by %s: %s, version %d (%s)."
                .formatted(agency, agreement.id(), agreement.version(), agreement.place()));
        if (missing.isEmpty()) {
            out().println("Both signatures hold. 'comity reload --data DIR' lets the running hub take it over.");
        } else {
            out().println("Not in force yet: " + String.join("; ", missing) + ".");
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
