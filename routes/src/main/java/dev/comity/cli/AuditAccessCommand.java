package dev.comity.cli;

import dev.comity.audit.OpenedFiles;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.crypto.HpkeKey;
import dev.comity.disk.DurableFile;
import dev.comity.envelope.AccessRequest;
import dev.comity.evidence.EvidenceArchive;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.evidence.KeptDelivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens the evidence of one exchange, after the log says so. */
@Command(
        name = "access",
        sortOptions = false,
        description =
                "Opens what was kept of an exchange or a month, envelopes and presentations, after an entry of the log says who did and why.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:logged, opened and written",
            "1:refused or changed: nothing was opened",
            "2:the command line is wrong",
            "3:nothing is kept of it, or the month's key is not there; nothing was logged",
            "4:a key or the data folder cannot be read",
            "5:the request cannot be logged; nothing was opened",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit access 237e808dfc84 --data /tmp/city --auditor /tmp/city/auditor --case A-2026-17 --out opened",
            "  comity audit access --period 2026-11 --data /srv/comity --auditor /media/key --case A-17 --out /media/key/17 -o json",
            "",
            "With a hub on the data folder its log gets the entry through it; without one this command appends it.",
            "",
            "See next: comity audit export --opened DIR --help, and comity audit replay --help."
        })
final class AuditAccessCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "EXCHANGE",
            arity = "0..1",
            description = "Id of an exchange or a delivery; 12 characters are enough.")
    private Optional<String> exchange = Optional.empty();

    @Option(
            names = "--period",
            paramLabel = "MONTH",
            converter = Month.class,
            description = "A whole month in place of one exchange, 2026-11 (UTC).")
    private EvidencePeriod period;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder.")
    private Path data;

    @Option(
            names = "--auditor",
            paramLabel = "DIR",
            required = true,
            description = "The auditors' own folder: audit.pem and evidence-<month>.pem.")
    private Path auditor;

    @Option(
            names = "--case",
            paramLabel = "REF",
            required = true,
            description = "Your reference, which the log will show; letters, digits and ./- only, never a name.")
    private String caseReference;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder that gets what was opened.")
    private Path out;

    @Option(names = "--trust", paramLabel = "FILE", description = "Your own trust.yaml in place of the data folder's.")
    private Optional<Path> trust = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        if (!caseReference.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")) {
            throw new ParameterException(spec.commandLine(), "--case is a reference such as A-2026-17, without words");
        }
        if (exchange.isPresent() == (period != null)) {
            throw new ParameterException(spec.commandLine(), "Name either an exchange or a month with --period");
        }
        AuditorFolder auditors =
                AuditorFolder.read(auditor, data, TrustFile.load(trust.orElse(data.resolve("trust.yaml"))));
        try {
            EvidenceArchive archive = new EvidenceArchive(data.resolve("hub/evidence"));
            return exchange.isPresent() ? openOne(archive, auditors) : openMonth(archive, auditors);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "Not opened: %s.".formatted(e.getMessage()), e);
        }
    }

    private int openOne(EvidenceArchive archive, AuditorFolder auditors) throws CommandFailed, IOException {
        String id = OpenedIndex.exchange(
                data, exchange.orElseThrow(), spec.commandLine().getErr());
        EvidenceArchive.Place place = archive.find(id).orElseThrow(() -> nothingKept("exchange " + id));
        HpkeKey key = auditors.opener(place.period());
        AuditorFolder.Access access =
                auditors.log(data, AccessRequest.What.EVIDENCE, Optional.of(id), Optional.empty(), caseReference);
        EvidenceItem item = archive.open(id, key).orElseThrow(() -> nothingKept("exchange " + id));
        write(access);
        write(item);
        return done(1, item.deliveries().size(), access);
    }

    private int openMonth(EvidenceArchive archive, AuditorFolder auditors) throws CommandFailed, IOException {
        if (!archive.periods().contains(period)) {
            throw nothingKept("the month " + period);
        }
        HpkeKey key = auditors.opener(period);
        AuditorFolder.Access access = auditors.log(
                data, AccessRequest.What.EVIDENCE, Optional.empty(), Optional.of(period.toString()), caseReference);
        write(access);
        long[] counts = new long[2];
        archive.forEach(period, key, item -> {
            write(item);
            counts[0]++;
            counts[1] += item.deliveries().size();
        });
        return done(counts[0], counts[1], access);
    }

    private static CommandFailed nothingKept(String what) {
        return new CommandFailed(
                ExitCode.INDETERMINATE,
                "Nothing is kept of %s: its month had no key, or was erased. The log stands without it."
                        .formatted(what));
    }

    private void write(AuditorFolder.Access access) throws IOException {
        if (!Files.isDirectory(out)) {
            Files.createDirectories(
                    out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        DurableFile.write(out.resolve("access.jwt"), access.request().compact() + "\n");
        DurableFile.write(out.resolve("access.entry"), access.logged().entry().bytes());
        DurableFile.write(
                out.resolve("access.tlog-proof"), access.logged().proof().text());
    }

    private void write(EvidenceItem item) throws IOException {
        if (!item.submission().isEmpty()) {
            // A delivery that was made anew knows only what its presentation showed; the whole envelope is kept with
            // the first.
            DurableFile.writeUnsynced(OpenedFiles.envelope(out, item.exchange()), item.envelope());
        }
        for (KeptDelivery delivery : item.deliveries()) {
            DurableFile.writeUnsynced(
                    OpenedFiles.presentation(out, delivery.delivery()),
                    item.presentation(delivery.delivery()).orElseThrow());
        }
    }

    private int done(long exchanges, long deliveries, AuditorFolder.Access access) {
        long index = access.logged().proof().index();
        String opened = "%,d envelopes and %,d presentations".formatted(exchanges, deliveries);
        List<Report.Item> items = List.of(
                new Report.Item("access.logged", "pass", "logged as entry %d".formatted(index), "entry " + index),
                new Report.Item("access.opened", "pass", opened, out.toString()));
        return output.print(out(), new Report("opened", ExitCode.DONE, items, Optional.empty()), () -> {
            out().println("Opened: %s, logged as entry %,d.".formatted(opened, index));
            out().println("Written to %s".formatted(out));
            out().flush();
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
