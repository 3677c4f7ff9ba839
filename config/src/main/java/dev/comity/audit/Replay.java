package dev.comity.audit;

import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.crypto.Base64Url;
import dev.comity.decision.Decision;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.Entry;
import dev.comity.log.EntryText;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides every exchange of a log again, with the configuration that its entries name. Where the envelope is at hand, the decision
 * is proven or false; where only a presentation is, what it shows; where neither is, what the log says is claimed.
 */
final class Replay {

    /** Every decision that could be made again is the one that was logged. */
    static final String DECISIONS = "replay.decisions";
    /** Nothing is only claimed. */
    static final String CLAIMED = "replay.claimed";

    private final LogEvidence evidence;
    private final EvidenceExport.Kept kept;
    private final AuditRules rules;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> claimed = new ArrayList<>();
    private OptionalLong firstWrong = OptionalLong.empty();
    private Optional<Recomputing> current = Optional.empty();
    private Optional<ReplayedExchange> exchange = Optional.empty();
    private long proven;

    Replay(TrustAnchors trust, LogEvidence evidence, EvidenceExport.Kept kept) {
        this.evidence = evidence;
        this.kept = kept;
        this.rules = new AuditRules(trust, evidence);
    }

    /** Takes the next entry; the caller keeps their order. */
    void see(long index, Entry entry) throws IOException {
        rules.see(index, entry);
        switch (entry.kind()) {
            case SUBMITTED -> submitted(index, entry);
            case RELEASED -> released(index, entry);
            // What follows is decided from a presentation, at another time than the exchange.
            case RESUBMITTED -> exchange = Optional.empty();
            default -> {
                // The other kinds decide nothing.
            }
        }
    }

    private void submitted(long index, Entry entry) throws IOException {
        exchange = Optional.empty();
        Optional<byte[]> envelope = kept.envelope(entry);
        Optional<Recomputing> at = envelope.isPresent() ? recomputing(entry) : Optional.empty();
        if (at.isEmpty()) {
            return;
        }
        try {
            VerifiedEnvelope opened = open(at.get(), text(envelope.get()), entry);
            Set<String> limited = at.get().limited(opened, entry.time());
            List<String> differences = List.of();
            for (List<Decision> decisions : at.get().decide(opened, entry.time())) {
                var replayed = new ReplayedExchange(opened, decisions, limited);
                differences = replayed.differences(entry.json());
                exchange = Optional.of(replayed);
                if (differences.isEmpty()) {
                    return;
                }
            }
            differences.forEach(difference -> wrong(index, difference));
        } catch (RecordRefused | IllegalArgumentException e) {
            wrong(index, "the envelope at hand is not the one that was accepted: " + e.getMessage());
        }
    }

    private static VerifiedEnvelope open(Recomputing at, String compact, Entry entry) throws RecordRefused {
        VerifiedEnvelope opened = at.open(compact, entry.time());
        if (!Base64Url.encode(opened.jws().sha256()).equals(EntryText.of(entry.json(), "jws"))) {
            throw new IllegalArgumentException("it is another JWS than the entry names");
        }
        return opened;
    }

    private void released(long index, Entry entry) throws IOException {
        Optional<ReplayedExchange> replayed =
                exchange.filter(one -> one.envelope().exchange().equals(EntryText.of(entry.json(), "exchange")));
        List<String> differences =
                replayed.isPresent() ? replayed.get().releaseDifferences(entry.json(), true) : presented(entry);
        if (differences == null) {
            claimed.add("entry " + index);
        } else if (differences.isEmpty()) {
            proven++;
        } else {
            differences.forEach(difference -> wrong(index, difference));
        }
    }

    /** From the presentation alone; null where that is not enough. */
    private List<String> presented(Entry entry) throws IOException {
        Optional<byte[]> presentation = kept.presentation(entry);
        Optional<Recomputing> at = presentation.isPresent() ? recomputing(entry) : Optional.empty();
        if (at.isEmpty()) {
            return null;
        }
        String text = text(presentation.get());
        try {
            VerifiedEnvelope opened = open(at.get(), text.substring(0, text.lastIndexOf('~') + 1), entry);
            Set<String> limited = at.get().limited(opened, entry.time());
            List<String> differences = null;
            for (List<Decision> decisions : at.get().decide(opened, entry.time())) {
                differences = shown(new ReplayedExchange(opened, decisions, limited), entry);
                if (differences == null || differences.isEmpty()) {
                    return differences;
                }
            }
            return differences;
        } catch (RecordRefused | IllegalArgumentException e) {
            return List.of("the presentation at hand is not of this exchange: " + e.getMessage());
        }
    }

    /** A presentation shows what was released; whether the condition held only if it shows all that the condition reads. */
    private static List<String> shown(ReplayedExchange replayed, Entry entry) {
        String digest = EntryText.of(entry.json(), "agreementDigest");
        boolean testsMore = replayed.decisions().stream()
                .map(Decision::agreement)
                .filter(agreement -> agreement.digest().equals(digest))
                .anyMatch(agreement -> !agreement.release().containsAll(agreement.inputs()));
        if (testsMore) {
            return null;
        }
        return replayed.releaseDifferences(entry.json(), false);
    }

    /** Empty where the configuration is not at hand, which the rules say. */
    private Optional<Recomputing> recomputing(Entry entry) throws IOException {
        Optional<Configuration> configuration = configuration(EntryText.of(entry.json(), "config"));
        if (configuration.isEmpty()) {
            return Optional.empty();
        }
        var directory = rules.directory();
        if (current.filter(known -> known.isOf(configuration.get(), directory)).isEmpty()) {
            current = Optional.of(new Recomputing(configuration.get(), directory, entry.time()));
        }
        return current;
    }

    private Optional<Configuration> configuration(String digest) {
        try {
            return evidence.configuration(digest);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private void wrong(long index, String what) {
        wrong.add("entry %d: %s".formatted(index, what));
        firstWrong = firstWrong.isPresent() ? firstWrong : OptionalLong.of(index);
    }

    /** What came out, after the last entry. */
    Answer answer(String subject) {
        List<Report.Item> items = new ArrayList<>();
        items.add(item(
                DECISIONS,
                wrong,
                "fail",
                "%,d releases were decided again from the record, each as it was logged".formatted(proven)));
        items.add(item(CLAIMED, claimed, "unknown", "no release is only claimed"));
        rules.checks().stream().map(Answer::item).forEach(items::add);
        items.add(new Report.Item(
                "replay.log", "skipped", "whether these are the log's own entries is for verify to say", ""));
        OptionalLong untrusted = rules.firstUntrusted();
        boolean earlier =
                firstWrong.isPresent() && (untrusted.isEmpty() || firstWrong.getAsLong() < untrusted.getAsLong());
        return new Answer(subject, items, earlier ? firstWrong : untrusted);
    }

    private static Report.Item item(String id, List<String> found, String status, String otherwise) {
        if (found.isEmpty()) {
            return new Report.Item(id, "pass", otherwise, "");
        }
        String what = status.equals("fail")
                ? ""
                : "%,d releases are claimed and not proven, because neither envelope nor a presentation with all that was tested is at hand: "
                        .formatted(found.size());
        return new Report.Item(id, status, what + EvidenceCheck.firstOf(found), "");
    }
}
