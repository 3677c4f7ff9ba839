package dev.comity.reconcile;

import dev.comity.directory.TrustAnchors;
import dev.comity.log.Checkpoint;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import dev.comity.log.Merkle;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.DeliverySequence;
import dev.comity.outbox.Ledger;
import dev.comity.outbox.Ledger.Received;
import dev.comity.outbox.Ledger.Sent;
import dev.comity.reconcile.Finding.Check;
import dev.comity.witness.KeptHeads;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Compares all that an agency has sent and received with a log, and names what is missing on either side. */
public final class Reconciliation {

    /** What is younger than this against the log's newest entry may still be on its way. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(10);

    private final Path agencyFolder;
    private final List<Sent> sent;
    private final List<Received> received;
    private final List<DeliverySequence.Gap> gaps;
    private final KeptProofs proofs;
    private final List<KeptHeads.Head> heads;
    private final LogReader log;
    private final LoggedSide logged;
    private final List<Finding> findings = new ArrayList<>();

    private Reconciliation(
            Path agencyFolder,
            AgencyDatabase database,
            KeptProofs proofs,
            List<KeptHeads.Head> heads,
            LogReader log,
            String agency)
            throws IOException, SQLException {
        Ledger ledger = new Ledger(database);
        this.agencyFolder = agencyFolder;
        this.sent = ledger.sent();
        this.received = ledger.received();
        this.gaps = new DeliverySequence(database).gaps();
        this.proofs = proofs;
        this.heads = heads;
        this.log = log;
        Set<String> statements = heads.stream().map(KeptHeads.Head::statement).collect(Collectors.toSet());
        this.logged = LoggedSide.read(log, agency, proofs.places(), statements);
    }

    /** How much was compared, and what differs. */
    public record Result(long sent, long received, long proofs, List<Finding> findings) {

        public Result {
            findings = List.copyOf(findings);
        }
    }

    /**
     * @param heads of other agencies' submissions
     * @param log believed here; whether it is true as a whole is for the verifier to say
     * @throws IOException if the log or the agency's files cannot be read
     */
    public static Result of(
            String agency,
            Path agencyFolder,
            AgencyDatabase database,
            TrustAnchors trust,
            List<KeptHeads.Head> heads,
            LogReader log)
            throws IOException, SQLException {
        KeptProofs proofs = KeptProofs.read(agencyFolder, trust);
        return new Reconciliation(agencyFolder, database, proofs, heads, log, agency).run();
    }

    private Result run() throws IOException {
        history();
        sent.forEach(this::answered);
        places();
        unknown();
        received.forEach(this::received);
        released();
        sequence();
        passedOn();
        heads();
        return new Result(sent.size(), received.size(), proofs.all().size(), findings);
    }

    private void wrong(Check check, String subject, String detail) {
        findings.add(new Finding(check, true, subject, detail));
    }

    /** @param at when the side that has it got it */
    private void missing(Check check, Instant at, String subject, String detail) {
        boolean late = at.isBefore(logged.latest().minus(UNDER_WAY));
        findings.add(new Finding(check, late, subject, late ? detail : detail + "; it may be on its way"));
    }

    /** Each head that the hub has shown here must be one that the log, and so its witnesses' checkpoint, extends. */
    private void history() throws IOException {
        proofs.forks()
                .forEach(fork -> wrong(
                        Check.HISTORY,
                        fork.one().name(),
                        "came with one history of %d entries, and %s with another, both signed by the log"
                                .formatted(
                                        fork.one().head().size(), fork.other().name())));
        for (KeptProofs.Shown shown : proofs.shown()) {
            history(shown.head());
        }
    }

    private void history(Checkpoint shown) throws IOException {
        Checkpoint now = log.checkpoint();
        String subject = "checkpoint of " + shown.size();
        if (!shown.origin().equals(now.origin()) || shown.size() == 0) {
            return;
        }
        if (shown.size() > now.size()) {
            wrong(
                    Check.HISTORY,
                    subject,
                    "the hub has shown and signed %d entries, and the log holds %d"
                            .formatted(shown.size(), now.size()));
        } else if (!isExtension(shown, now)) {
            wrong(
                    Check.HISTORY,
                    subject,
                    "the log does not extend what the hub has shown and signed: it has two histories");
        }
    }

    private boolean isExtension(Checkpoint shown, Checkpoint now) throws IOException {
        return Merkle.verifyConsistency(
                shown.size(), now.size(), shown.root(), now.root(), log.consistency(shown.size()));
    }

    private void answered(Sent record) {
        LoggedSide.Answer answer = logged.answers().get(record.jws());
        if (answer == null && record.isOpen()) {
            findings.add(new Finding(Check.SENT, false, record.jti(), "sent, and the hub has not answered yet"));
        } else if (answer == null) {
            wrong(
                    Check.SENT,
                    record.jti(),
                    "the hub has %s it%s, and the log does not hold it: statement %d of key %s is missing"
                            .formatted(
                                    record.verdict(),
                                    record.exchange()
                                            .map(id -> " as exchange " + id)
                                            .orElse(""),
                                    record.seq(),
                                    record.kid()));
        } else if (record.isOpen()) {
            missing(
                    Check.SENT,
                    answer.time(),
                    record.jti(),
                    "entry %d answers it, and no receipt has come".formatted(answer.index()));
        } else if (record.isAccepted() != (answer.kind() == Entry.Kind.SUBMITTED)) {
            wrong(
                    Check.SENT,
                    record.jti(),
                    "the hub has %s it, and entry %d says '%s'"
                            .formatted(
                                    record.verdict(),
                                    answer.index(),
                                    answer.kind().word()));
        } else if (!answer.statement().isEmpty() && !answer.statement().equals(record.statement())) {
            wrong(Check.SENT, record.jti(), "entry %d names another submission statement".formatted(answer.index()));
        }
    }

    private void places() {
        for (KeptProofs.Proof proof : proofs.all()) {
            byte[] leaf = logged.leaf(proof.index());
            if (leaf == null || !Arrays.equals(leaf, proof.leaf())) {
                wrong(
                        Check.PLACES,
                        proof.name(),
                        leaf == null
                                ? "was proven to be entry %d, and the log does not reach it".formatted(proof.index())
                                : "was proven to be entry %d, and there is another entry now".formatted(proof.index()));
            }
        }
        proofs.unusable()
                .forEach(file -> findings.add(new Finding(
                        Check.PLACES,
                        false,
                        agencyFolder.relativize(file).toString(),
                        "proves nothing: damaged, or of a log that trust.yaml does not name")));
    }

    private void unknown() {
        Set<String> known = new HashSet<>();
        sent.forEach(record -> known.add(record.jws()));
        for (Map.Entry<String, LoggedSide.Answer> one : logged.answers().entrySet()) {
            LoggedSide.Answer answer = one.getValue();
            // Without a statement that holds, the refusal proves nothing about who sent it.
            if (!known.contains(one.getKey())
                    && (answer.kind() == Entry.Kind.SUBMITTED
                            || !answer.statement().isEmpty())) {
                wrong(
                        Check.UNKNOWN,
                        "entry " + answer.index(),
                        "names a submission with the digest %s, which was not sent from here".formatted(one.getKey()));
            }
        }
    }

    private void received(Received delivery) {
        if (!logged.releasedToIt().containsKey(delivery.delivery())) {
            wrong(Check.RECEIVED, delivery.delivery(), "was received, and the log does not release it");
        }
        if (delivery.acknowledged() && !logged.acknowledgedByIt().containsKey(delivery.delivery())) {
            missing(
                    Check.ACKNOWLEDGED,
                    delivery.at(),
                    delivery.delivery(),
                    "was acknowledged, and the log does not say so");
        }
    }

    private void released() {
        Set<String> here = new HashSet<>();
        received.forEach(delivery -> here.add(delivery.delivery()));
        logged.releasedToIt().forEach((delivery, placed) -> {
            if (!here.contains(delivery)) {
                missing(
                        Check.RECEIVED,
                        placed.time(),
                        delivery,
                        "entry %d releases it, and it has not come".formatted(placed.index()));
            }
        });
    }

    private void sequence() {
        for (DeliverySequence.Gap gap : gaps) {
            boolean said = LongStream.rangeClosed(gap.first(), gap.last()).allMatch(logged.undelivered()::contains);
            if (said) {
                continue;
            }
            missing(
                    Check.SEQUENCE,
                    gap.since(),
                    "deliveries %d to %d".formatted(gap.first(), gap.last()),
                    "have not come from log %s, although later ones have".formatted(gap.log()));
        }
    }

    private void passedOn() {
        Set<String> here = new HashSet<>();
        proofs.all().stream()
                .map(KeptProofs.Proof::name)
                .filter(name -> name.endsWith(".ack"))
                .forEach(name -> here.add(name.substring(0, name.length() - ".ack".length())));
        logged.passedOnToIt().forEach((delivery, placed) -> {
            if (!here.contains(delivery)) {
                missing(
                        Check.ACKNOWLEDGED,
                        placed.time(),
                        delivery,
                        "entry %d acknowledges it, and that was not passed on".formatted(placed.index()));
            }
        });
    }

    /** What another agency has told everybody is a second witness, beside its own receipts. */
    private void heads() {
        for (KeptHeads.Head head : heads) {
            if (!logged.holdsStatement(head.statement())) {
                wrong(
                        Check.HEADS,
                        head.agency(),
                        "says that the hub has answered its submission %d of key %s, and the log does not hold it"
                                .formatted(head.seq(), head.kid()));
            }
        }
    }
}
