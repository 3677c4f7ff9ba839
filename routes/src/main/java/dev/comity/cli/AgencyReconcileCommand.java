package dev.comity.cli;

import dev.comity.agency.AgencySettings;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.TrustFile;
import dev.comity.directory.Directory;
import dev.comity.log.LogReader;
import dev.comity.log.LogVerifier;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.reconcile.Reconciliation;
import dev.comity.witness.KeptHeads;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an agency has sent and received, held against the log. */
@Command(
        name = "reconcile",
        description =
                "Compares what an agency sent and received with the log, and names what is missing on either side.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:both sides agree",
            "1:something is missing or different, each named",
            "2:the command line is wrong",
            "3:nothing is wrong, but something is still on its way, or the log is not witnessed",
            "4:the log or the agency's folder cannot be read",
            "5:the agency's side is running and holds its database; stop it first",
            "70:internal error"
        },
        footer = {
            "",
            "The log is taken from the data folder, or from --log, for instance a copy that an auditor holds. Trust anchors are the",
            "agency's own trust.yaml.",
            "",
            "Examples:",
            "  comity agency reconcile --as civil-affairs --data /tmp/city",
            "  comity agency reconcile --as housing --data /tmp/city --log /mnt/copy/log -o json",
            "",
            "See next: comity audit verify --help, for the log as a whole."
        })
final class AgencyReconcileCommand implements Callable<Integer> {

    @Option(names = "--as", paramLabel = "AGENCY", required = true, description = "The agency.")
    private String agency;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data folder with the agency's side in agencies/AGENCY, and the log in log/.")
    private Path data;

    @Option(
            names = "--log",
            paramLabel = "DIR",
            description = "The log to compare with; default: log/ of the data folder.")
    private Optional<Path> log = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        AgencySettings settings = settings();
        TrustFile trust = TrustFile.load(settings.trust());
        requireOneLog(trust);
        Path folder = log.orElse(data.resolve("log"));
        LogVerifier.LogVerdict verdict = verified(folder, trust);
        ReconcileReport report = new ReconcileReport(trust, verdict, compared(settings, trust, folder));
        return output.print(out(), report.report(), () -> report.lines(agency).forEach(out()::println));
    }

    /** Held against one of several logs, everything that another one answered would look left out. */
    private static void requireOneLog(TrustFile trust) throws CommandFailed {
        if (trust.anchors().logs().size() > 1) {
            throw new CommandFailed(
                    ExitCode.INDETERMINATE,
                    "trust.yaml names %d logs, and this command compares with one. Nothing was compared."
                            .formatted(trust.anchors().logs().size()));
        }
    }

    private AgencySettings settings() throws CommandFailed {
        Path yaml = data.resolve("agencies").resolve(agency).resolve("agency.yaml");
        if (!Files.isReadable(yaml)) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s cannot be read. Nothing was compared.%s"
                            .formatted(yaml, Suggestion.of(agency, HubFolder.agencies(data))));
        }
        return AgencyFile.load(yaml);
    }

    private static LogVerifier.LogVerdict verified(Path folder, TrustFile trust) throws CommandFailed {
        try {
            return LogVerifier.verify(folder, trust.anchors(), entries -> {});
        } catch (IOException e) {
            throw CommandFailed.unreadable("Log", folder, "Nothing was compared.");
        }
    }

    private Reconciliation.Result compared(AgencySettings settings, TrustFile trust, Path folder) throws CommandFailed {
        if (!Files.exists(settings.folder().resolve("agency.mv.db"))) {
            throw CommandFailed.unreadable(
                    "The agency's database", settings.folder().resolve("agency.mv.db"), "Nothing was compared.");
        }
        try (AgencyDatabase database = AgencyDatabase.open(settings.folder())) {
            Directory directory = Directory.load(settings.directory(), trust.anchors(), new ArrayList<>());
            KeptHeads heads = new KeptHeads(settings.folder(), () -> directory);
            return Reconciliation.of(
                    agency, settings.folder(), database, trust.anchors(), heads.all(), LogReader.open(folder));
        } catch (SQLException e) {
            throw new CommandFailed(
                    ExitCode.SERVER,
                    "%s is held by another process. Nothing was compared; stop the agency's side, or the demonstration, first."
                            .formatted(settings.folder().resolve("agency.mv.db")),
                    e);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "The log %s cannot be read. Nothing was compared: %s".formatted(folder, e.getMessage()),
                    e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
