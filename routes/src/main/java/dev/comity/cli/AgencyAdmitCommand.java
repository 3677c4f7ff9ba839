package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.onboarding.Admission;
import dev.comity.onboarding.Application;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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

/** Takes an agency in. */
@Command(
        name = "admit",
        description =
                "Takes a new agency in: the registrar certifies what its application says, and the hub gets its entry and its user.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:taken in; a hub that runs knows it after 'comity reload'",
            "1:not taken in, with every reason; nothing has changed",
            "2:the command line is wrong",
            "4:the application, the data folder or the registrar's key cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Ask the agency for the fingerprint of its file another way than the file came: it is what shows that the keys are its own.",
            "No other agency does anything. What it may see is decided by agreements, of which it has none yet.",
            "",
            "Examples:",
            "  comity agency admit water-bureau.application.jwt --fingerprint 1a2b-...-9f0e --data /tmp/city",
            "  comity agency admit water-bureau.application.jwt --fingerprint 1a2b-...-9f0e --data /srv/hub --registrar-key /mnt/usb/registrar.pem",
            "",
            "See next: comity reload --help, comity agreement sign --help."
        })
final class AgencyAdmitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The agency's application.")
    private Path file;

    @Option(
            names = "--fingerprint",
            paramLabel = "HEX",
            required = true,
            description = "Of the application, as the agency itself says it.")
    private String fingerprint;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data folder of the hub.")
    private Path data;

    @Option(
            names = "--registrar-key",
            paramLabel = "FILE",
            description =
                    "Private key of a registrar in trust.yaml; default: registrar/registrar.pem of the data folder.")
    private Optional<Path> registrarKey = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Application application = application();
        TrustFile trust = TrustFile.load(data.resolve("trust.yaml"));
        Directory known = HubFolder.directory(data, trust);
        SigningKey key = key();
        Admission admission = new Admission(data, types());
        List<Problem> problems = admission.admit(application, registrar(key, trust), key, known, Instant.now());
        String id = application.agency().id();
        if (!problems.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.FAILED, Problems.listed("Not taken in", data.resolve("config") + "/", problems));
        }
        List<Report.Item> items = List.of(
                item("directory", "certified by the registrar", data.resolve("directory/" + id + "-1.jwt")),
                item("configuration", "listed", data.resolve("config/agencies.yaml")),
                item("broker", "may write to in." + id + " and read out." + id, data.resolve("hub/users/" + id)),
                item("certificate", "to be signed where the broker asks for one", admission.request(id)));
        Report report = new Report("admitted", ExitCode.DONE, items, Optional.of(trust));
        return output.print(out(), report, () -> {
            out().println("ADMITTED  " + id + "; a hub that runs knows it after: comity reload --data " + data);
            items.forEach(item -> out().println(item.line(item.id())));
        });
    }

    private static Report.Item item(String id, String detail, Path where) {
        return new Report.Item(id, "pass", detail, where.toString());
    }

    private Application application() throws CommandFailed {
        try {
            if (Files.size(file) > Application.MAX_BYTES) {
                throw new CommandFailed(ExitCode.FAILED, file + " is too long for an application. Nothing was done.");
            }
            Application application = Application.verify(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (!application.fingerprint().equals(fingerprint)) {
                throw new CommandFailed(
                        ExitCode.FAILED,
                        "The fingerprint of %s is not the one that you give: it is another file than the agency made. Nothing was done."
                                .formatted(file));
            }
            return application;
        } catch (RecordRefused e) {
            throw new CommandFailed(
                    ExitCode.FAILED, "%s is no application: %s. Nothing was done.".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailed.unreadable("Application", file, "Nothing was done.");
        }
    }

    private SigningKey key() throws CommandFailed {
        Path pem = registrarKey.orElse(data.resolve("registrar/registrar.pem"));
        try {
            return SigningKey.read(pem);
        } catch (IOException e) {
            throw CommandFailed.unreadable(
                    "The registrar's key", pem, "Nothing was done; name it with --registrar-key.");
        }
    }

    private static String registrar(SigningKey key, TrustFile trust) throws CommandFailed {
        return trust.anchors().registrars().entrySet().stream()
                .filter(pinned ->
                        pinned.getValue().kid().equals(key.verificationKey().kid()))
                .map(pinned -> pinned.getKey())
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.FAILED, "The key is of no registrar in trust.yaml. Nothing was done."));
    }

    private RecordTypes types() throws IOException, CommandFailed {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(Folders.schemas(schemas), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new CommandFailed(ExitCode.FAILED, Problems.listed("Not taken in", "schemas/", problems));
        }
        return types;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
