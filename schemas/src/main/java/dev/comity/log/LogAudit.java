package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import dev.comity.log.LogVerifier.Check;
import dev.comity.log.LogVerifier.LogVerdict;
import dev.comity.log.LogVerifier.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** One pass over a log's folder with one checkpoint. */
final class LogAudit {

    private final Path folder;
    private final TrustAnchors trust;
    private final LogVerifier.Terms terms;
    private final LongConsumer progress;

    LogAudit(Path folder, TrustAnchors trust, LogVerifier.Terms terms, LongConsumer progress) {
        this.folder = folder;
        this.trust = trust;
        this.terms = terms;
        this.progress = progress;
    }

    /** @param note the checkpoint's text, or empty where the file is missing */
    LogVerdict run(Optional<String> note) throws IOException {
        Check format = format();
        if (!format.status().equals("pass")) {
            return verdict("", 0, OptionalLong.empty(), List.of(format));
        }
        if (note.isEmpty()) {
            return unreadable("missing although there are tiles");
        }
        try {
            return run(Checkpoint.parse(note.get()));
        } catch (IllegalArgumentException e) {
            return unreadable(e.getMessage());
        }
    }

    private LogVerdict unreadable(String why) {
        Check check = new Check(LogVerifier.CHECKPOINT, "fail", why, "checkpoint");
        return verdict("", 0, OptionalLong.of(0), List.of(check));
    }

    private Check format() throws IOException {
        Optional<byte[]> version = StoredTiles.read(folder.resolve("VERSION"), 20);
        String text =
                version.map(v -> new String(v, StandardCharsets.UTF_8).strip()).orElse("1");
        return text.equals("1")
                ? new Check(LogVerifier.FORMAT, "pass", "version 1", "VERSION")
                : new Check(
                        LogVerifier.FORMAT,
                        "unknown",
                        "a format that this version does not know; it knows 1",
                        "VERSION");
    }

    private LogVerdict run(Checkpoint checkpoint) throws IOException {
        SignatureCheck signatures = new SignatureCheck(checkpoint, trust);
        Findings tree = new Findings();
        AgainstCheck against = new AgainstCheck(terms.against(), trust);
        WitnessTimes times = new WitnessTimes(folder, checkpoint, trust, tree);
        try (EntriesCheck entries = new EntriesCheck(terms.rules().get(), times::see, elsewhere())) {
            new TreeCheck(new StoredTiles(folder), checkpoint, tree, entries::see, List.of(against, times))
                    .run(progress);
            against.judge(checkpoint, tree);
            return verdict(checkpoint, signatures, tree, against, times, entries);
        }
    }

    private SubmissionCheck.Elsewhere elsewhere() {
        if (terms.together()) {
            return SubmissionCheck.Elsewhere.CHECKED;
        }
        return trust.logs().size() > 1 ? SubmissionCheck.Elsewhere.POSSIBLE : SubmissionCheck.Elsewhere.NOWHERE;
    }

    private LogVerdict verdict(
            Checkpoint checkpoint,
            SignatureCheck signatures,
            Findings tree,
            AgainstCheck against,
            WitnessTimes times,
            EntriesCheck entries)
            throws IOException {
        List<Check> checks = new ArrayList<>();
        checks.add(signatures.log());
        checks.add(tree.check(LogVerifier.TILES, "every file under tile/ is what the entries make it"));
        checks.addAll(entries.checks(checkpoint.size()));
        if (!terms.against().isEmpty()) {
            LogVerifier.Check sound = against.otherwise(checkpoint);
            LogVerifier.Check found = tree.check(LogVerifier.AGAINST, sound.detail());
            checks.add(found.status().equals("pass") ? sound : found);
        }
        checks.addAll(signatures.others());
        checks.add(times.check());
        OptionalLong untrusted =
                first(unsigned(signatures, checkpoint), tree.firstUntrusted(), entries.firstUntrusted());
        return verdict(checkpoint.origin(), checkpoint.size(), untrusted, checks);
    }

    /** Without the log's signature nothing vouches for any entry. */
    private static OptionalLong unsigned(SignatureCheck signatures, Checkpoint checkpoint) {
        boolean signed = signatures.log().status().equals("pass");
        return signed || checkpoint.size() == 0 ? OptionalLong.empty() : OptionalLong.of(0);
    }

    static OptionalLong first(OptionalLong... places) {
        return List.of(places).stream()
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    private static LogVerdict verdict(String origin, long entries, OptionalLong untrusted, List<Check> checks) {
        Outcome outcome = Outcome.VERIFIED;
        for (Check check : checks) {
            if (check.status().equals("fail")) {
                outcome = Outcome.FALSE;
            } else if (check.status().equals("unknown") && outcome == Outcome.VERIFIED) {
                outcome = Outcome.INDETERMINATE;
            }
        }
        return new LogVerdict(outcome, origin, entries, untrusted, checks);
    }
}
