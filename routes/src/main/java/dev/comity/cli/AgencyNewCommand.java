package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.config.AgencyEntry;
import dev.comity.onboarding.Application;
import dev.comity.onboarding.NewAgency;
import dev.comity.record.CreditCode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an agency's folder and its application. */
@Command(
        name = "new",
        description =
                "Makes an agency's folder: its keys, its settings, and one file to hand to the hub's registrar and operator.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:made; what was there before is as it was",
            "2:the command line is wrong, for instance a credit code whose check character does not hold",
            "4:the data folder lacks trust.yaml, or cannot be written",
            "70:internal error"
        },
        footer = {
            "",
            "The data folder is the agency's own: trust.yaml, directory/, config/ and hub/endpoint.json in it are the hub's or copies of",
            "them. Keys stay in agencies/ID/keys/, readable by their owner alone; the file to hand over holds none of their secrets. It",
            "asks for a place in the directory, for the addresses in.ID and out.ID with the right to write to the one and read the",
            "other, and for a client certificate.",
            "",
            "Examples:",
            "  comity agency new water-bureau --title-en Water --title-zh 水务局 --code 11440300999000080F --division 440300"
                    + " --data /srv/water",
            "  comity agency new open-archive --title-en Archive --title-zh 档案馆 --code 11440300999000099C --division 440300"
                    + " --role consumer --data /srv/archive",
            "",
            "See next: comity agency admit --help, for the other side."
        })
final class AgencyNewCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Name of the agency on the wire: lower case letters, digits, hyphens.")
    private String id;

    @Option(names = "--title-en", paramLabel = "TEXT", required = true, description = "Name for people, in English.")
    private String titleEn;

    @Option(names = "--title-zh", paramLabel = "TEXT", required = true, description = "Name for people, in Chinese.")
    private String titleZh;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            required = true,
            description = "Unified social credit code, 18 characters (GB 32100).")
    private String code;

    @Option(
            names = "--division",
            paramLabel = "CODE",
            required = true,
            description = "Administrative division, 2 to 12 digits.")
    private String division;

    @Option(names = "--role", paramLabel = "ROLE", description = "provider or consumer; default: both.")
    private List<String> roles = List.of("provider", "consumer");

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The agency's data folder.")
    private Path data;

    @Option(names = "--hub", paramLabel = "ID", description = "Which hub; default: the only one in trust.yaml.")
    private Optional<String> hub = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        AgencyEntry agency = entry();
        Path folder = data.toAbsolutePath().normalize().resolve("agencies").resolve(id);
        Application application = NewAgency.make(folder, agency, hub(), Folders.schemas(schemas), Instant.now());
        List<Report.Item> items = List.of(
                new Report.Item(
                        "keys",
                        "pass",
                        "seal, ack, agree, witness, pseudonym, tls: they never leave this folder",
                        folder.resolve("keys").toString()),
                new Report.Item(
                        "settings",
                        "pass",
                        "list adapter folders under 'adapters', then: comity agency run --config " + folder,
                        folder.resolve("agency.yaml").toString()),
                new Report.Item(
                        "application",
                        "pass",
                        "hand it over, and tell its fingerprint another way: " + application.fingerprint(),
                        NewAgency.file(folder, id).toString()));
        Report report = new Report("made", ExitCode.DONE, items, Optional.empty());
        return output.print(out(), report, () -> {
            out().println("MADE");
            items.forEach(item -> out().println(item.line(item.id())));
        });
    }

    private AgencyEntry entry() throws CommandFailed {
        require(
                id.matches("[a-z][a-z0-9-]{0,62}"),
                "'" + id + "' is no agency's name: lower case letters, digits, hyphens");
        require(CreditCode.isValid(code), "--code is no credit code whose check characters hold (GB 32100)");
        require(division.matches("[1-9][0-9]{1,11}"), "--division is no division code");
        require(Set.of("provider", "consumer").containsAll(roles), "--role is provider or consumer");
        return new AgencyEntry(id, titleEn, titleZh, code, division, Set.copyOf(roles), 0);
    }

    private static void require(boolean right, String otherwise) throws CommandFailed {
        if (!right) {
            throw new CommandFailed(ExitCode.USAGE, otherwise + ". Nothing was made.");
        }
    }

    private String hub() throws CommandFailed {
        if (hub.isPresent()) {
            return hub.get();
        }
        Path file = data.resolve("trust.yaml");
        if (!Files.isReadable(file)) {
            throw CommandFailed.unreadable("The hub's trust.yaml", file, "Copy it there, or name the hub with --hub.");
        }
        Set<String> hubs = TrustFile.load(file).anchors().hubs().keySet();
        require(hubs.size() == 1, "trust.yaml names " + hubs.size() + " hubs; say which with --hub");
        return hubs.iterator().next();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
