package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.directory.Revocation;
import dev.comity.disk.DurableFile;
import dev.comity.refusal.RecordRefused;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs that a key is not to be relied on any more. */
@Command(
        name = "revoke",
        description =
                "Signs that a key is not to be relied on any more; the hub logs it and accepts nothing that the key signs later.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:signed, and put where the hub takes it from",
            "1:nobody certified such a key, or the signer may not revoke it",
            "2:the command line is wrong",
            "4:the data folder or the signer's key cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "An agency signs with its 'agree' key (agencies/AGENCY/keys/agree.pem), a registrar with its own (registrar/registrar.pem).",
            "A running hub logs the revocation within seconds; what the key signed before stays, and is disputed.",
            "",
            "Examples:",
            "  comity keys revoke --use seal --of housing --by housing --data /tmp/city",
            "  comity keys revoke --use deliver --of city-hub --by city-registrar --reason superseded --data /tmp/city",
            "",
            "See next: comity audit verify --help."
        })
final class KeysRevokeCommand implements Callable<Integer> {

    @Option(names = "--of", paramLabel = "AGENCY", required = true, description = "Whose key: an agency or the hub.")
    private String owner;

    @Option(
            names = "--use",
            paramLabel = "USE",
            required = true,
            description = "Which key: seal, ack, agree, witness, deliver, ...")
    private String use;

    @Option(
            names = "--kid",
            paramLabel = "THUMBPRINT",
            description = "Which of several keys with this use, as while a new one takes the place of an old one.")
    private Optional<String> kid = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "SIGNER",
            required = true,
            description = "The agency itself, or a registrar's id.")
    private String signer;

    @Option(names = "--reason", paramLabel = "REASON", description = "compromised (the default), superseded or ceased.")
    private String reason = "compromised";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The data folder with trust.yaml and directory/.")
    private Path data;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        TrustFile trust = TrustFile.load(data.resolve("trust.yaml"));
        Directory directory = HubFolder.directory(data, trust);
        Revocation revocation = signed(key(directory), why(), trust);
        verify(revocation, directory, trust);
        Path file = data.resolve("directory/revocations").resolve(revocation.kid() + ".jwt");
        DurableFile.write(file, revocation.jws() + "\n");
        Report.Item item = new Report.Item(
                "revocation", "pass", "key %s of %s, use %s".formatted(revocation.kid(), owner, use), file.toString());
        Report report = new Report("revoked", ExitCode.DONE, List.of(item), Optional.of(trust));
        return output.print(out(), report, () -> out().println("REVOKED\n" + item.line(item.id())));
    }

    private DirectoryKey key(Directory directory) throws CommandFailed {
        List<DirectoryKey> keys =
                KeyUse.of(use).map(known -> directory.keys(owner, known)).orElse(List.of());
        if (keys.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "No registrar certified a key with the use '%s' to '%s'. Nothing was revoked.%s"
                            .formatted(
                                    use,
                                    owner,
                                    Suggestion.of(owner, directory.agencies().keySet())));
        }
        return keys.stream()
                .filter(key -> kid.isEmpty() ? keys.size() == 1 : kid.get().equals(key.kid()))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.FAILED,
                        "'%s' has these keys with the use '%s', and which is meant was not said: %s. Nothing was revoked; name one with --kid."
                                .formatted(
                                        owner,
                                        use,
                                        keys.stream().map(DirectoryKey::kid).toList())));
    }

    private Revocation.Reason why() throws CommandFailed {
        return Revocation.Reason.of(reason)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "'%s' is no reason. Known: compromised, superseded, ceased.".formatted(reason)));
    }

    private Revocation signed(DirectoryKey key, Revocation.Reason why, TrustFile trust) throws CommandFailed {
        boolean registrar = trust.anchors().registrars().containsKey(signer);
        Path pem = registrar
                ? data.resolve("registrar/registrar.pem")
                : data.resolve("agencies").resolve(signer).resolve("keys/agree.pem");
        try {
            return Revocation.sign(signer, owner, key.kid(), why, Instant.now(), SigningKey.read(pem));
        } catch (IOException e) {
            throw CommandFailed.unreadable("The key of '" + signer + "'", pem, "Nothing was revoked.");
        }
    }

    private static void verify(Revocation revocation, Directory directory, TrustFile trust) throws CommandFailed {
        try {
            Revocation.verify(revocation.jws(), directory, trust.anchors());
        } catch (RecordRefused e) {
            throw new CommandFailed(ExitCode.FAILED, "Nothing was revoked: %s.".formatted(e.getMessage()), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
