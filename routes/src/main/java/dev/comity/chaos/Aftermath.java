package dev.comity.chaos;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.directory.Directory;
import dev.comity.evidence.EvidenceArchive;
import dev.comity.evidence.EvidenceKeys;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.index.ExchangeIndex;
import dev.comity.index.IndexLocation;
import dev.comity.log.LogReader;
import dev.comity.opening.PresentationOpener;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Counts;
import dev.comity.reconcile.Finding;
import dev.comity.reconcile.Reconciliation;
import dev.comity.witness.KeptHeads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold when everything has stopped, beside that nothing was lost, doubled or delivered unlogged. */
final class Aftermath {

    private final Bed bed;
    private final Account account;
    private final List<String> problems = new ArrayList<>();

    private Aftermath(Bed bed, Account account) {
        this.bed = bed;
        this.account = account;
    }

    /** @return what is wrong, in words; empty if nothing is */
    static List<String> problems(Bed bed, Account account) throws Exception {
        Aftermath aftermath = new Aftermath(bed, account);
        aftermath.answers();
        aftermath.receipts();
        aftermath.presentations();
        aftermath.evidence();
        aftermath.index();
        aftermath.reconcile(Bed.PROVIDER);
        aftermath.reconcile(Bed.CONSUMER);
        return aftermath.problems;
    }

    private void expect(long expected, long found, String what) {
        if (expected != found) {
            problems.add("%s: %d were expected, and there are %d".formatted(what, expected, found));
        }
    }

    private void answers() {
        expect(account.given().size(), account.log().released(Bed.CONSUMER).size(), "deliveries to the consumer");
        expect(account.given().size(), account.log().released(Bed.TAP).size(), "deliveries to the other consumer");
        expect(0, account.log().refused(), "refusals in the log");
        expect(0, account.log().undeliverable(), "undeliverable records in the log");
        expect(
                account.log().released(Bed.CONSUMER).size(),
                account.log().acknowledged().size(),
                "acknowledgements in the log");
    }

    private void receipts() throws Exception {
        Path folder = bed.data().agency(Bed.PROVIDER);
        for (String jti : account.log().submitted().keySet()) {
            if (!Files.exists(folder.resolve("receipts").resolve(jti + ".jwt"))) {
                problems.add("the provider has no receipt for " + jti);
            }
        }
        try (AgencyDatabase database = AgencyDatabase.open(folder)) {
            Counts counts = Counts.of(database);
            expect(account.given().size(), counts.sent(), "records in the provider's outbox since its beginning");
            expect(account.given().size(), counts.accepted(), "of them accepted");
            expect(0, counts.open(), "of them without an answer");
            expect(0, counts.rejected(), "messages that the provider could not verify");
        }
        try (AgencyDatabase database = AgencyDatabase.open(bed.data().agency(Bed.CONSUMER))) {
            Counts counts = Counts.of(database);
            expect(account.given().size(), counts.received(), "deliveries in the consumer's inbox");
            expect(account.given().size(), counts.acknowledged(), "of them acknowledged");
            expect(0, counts.rejected(), "messages that the consumer could not verify");
        }
    }

    /** Each file that the consumer kept is opened anew, with all checks. */
    private void presentations() throws Exception {
        Directory directory = Directory.load(bed.data().directory(), bed.trust(), new ArrayList<>());
        var configuration = bed.setting().configuration();
        var opener = new PresentationOpener(
                directory,
                bed.trust(),
                AgreementsInForce.of(configuration, directory, Instant.now()),
                configuration.types(),
                configuration.hub().id(),
                configuration.hub().limits());
        Path folder = bed.data().agency(Bed.CONSUMER).resolve("received/property-transfer/1");
        List<Path> kept;
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            kept = files.filter(file -> file.toString().endsWith(".sdjwt")).toList();
        }
        expect(account.given().size(), kept.size(), "presentations that the consumer kept");
        for (Path file : kept) {
            String name = file.getFileName().toString().replace(".sdjwt", "");
            var opening = opener.open(
                    Files.readString(file),
                    Optional.of(Files.readAllBytes(folder.resolve(name + ".entry"))),
                    Optional.of(Files.readString(folder.resolve(name + ".tlog-proof"))),
                    Bed.CONSUMER);
            if (!opening.holds()) {
                problems.add("the presentation of delivery " + name + " does not open: "
                        + opening.checks().stream()
                                .filter(check -> !check.status().equals("pass"))
                                .toList());
            }
        }
    }

    private void evidence() throws Exception {
        Set<String> exchanges = new HashSet<>();
        var archive = new EvidenceArchive(bed.data().root().resolve("hub/evidence"));
        for (EvidencePeriod period : archive.periods()) {
            var key = EvidenceKeys.holder(bed.data().auditor(), period);
            archive.forEach(period, key.orElseThrow(), item -> exchanges.add(item.exchange()));
        }
        // A record that is sealed once for each of its agreements is as many exchanges.
        expect(account.log().submitted().size(), exchanges.size(), "exchanges in the evidence");
    }

    private void index() throws Exception {
        try (ExchangeIndex index =
                ExchangeIndex.open(IndexLocation.inFolder(bed.data().root()))) {
            expect(account.log().entries(), index.applied(), "entries in the search index");
        }
    }

    private void reconcile(String agency) throws Exception {
        Path folder = bed.data().agency(agency);
        Directory directory = Directory.load(bed.data().directory(), bed.trust(), new ArrayList<>());
        try (AgencyDatabase database = AgencyDatabase.open(folder)) {
            var heads = new KeptHeads(folder, () -> directory);
            Reconciliation.of(
                            agency,
                            folder,
                            database,
                            bed.trust(),
                            heads.all(),
                            LogReader.open(bed.data().log()))
                    .findings()
                    .stream()
                    .filter(Finding::wrong)
                    .forEach(finding -> problems.add("%s and the log disagree: %s %s %s"
                            .formatted(agency, finding.check().id(), finding.subject(), finding.detail())));
        }
    }
}
