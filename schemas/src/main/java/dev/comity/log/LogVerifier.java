package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The auditor's check of a whole log folder: recomputes the tree from the entries, compares every stored tile, and checks
 * the checkpoint against the auditor's own trust anchors.
 *
 * <p>Memory does not grow with the log: one bundle and, of each level, one tile; about 250 bytes a signing key. What is to be
 * compared over the whole log is sorted in temporary files.
 */
public final class LogVerifier {

    /** The folder's format is one that this version knows. */
    public static final String FORMAT = "log.format";
    /** The checkpoint is signed by a log that the trust file names. */
    public static final String CHECKPOINT = "log.checkpoint";
    /** Every file under {@code tile/} is what the entries make it, and their root is the checkpoint's. */
    public static final String TILES = "log.tiles";
    /** Every entry is well-formed, of a known kind. */
    public static final String ENTRIES = "log.entries";
    /** Entry times never decrease. */
    public static final String TIME = "log.time";
    /** Delivery ids have one content, delivery sequences no gap, acknowledgements a delivery. */
    public static final String DELIVERIES = "log.deliveries";
    /** Submission statements form one chain a key. */
    public static final String SUBMISSIONS = "log.submissions";
    /** Nothing was removed or rewritten since checkpoints that the auditor has from elsewhere. */
    public static final String AGAINST = "log.against";
    /** Cosignatures of the witnesses that the trust file names. */
    public static final String WITNESSES = "log.witnesses";
    /** Entries claim times that agree with those of the witnesses who saw them. */
    public static final String WITNESSED_TIMES = "log.witnessedTimes";
    /** The log's ML-DSA-44 cosignature; only where the trust file has a key for it. */
    public static final String MLDSA = "log.mldsa";

    private static final int ATTEMPTS = 3;

    private LogVerifier() {}

    /**
     * What the auditor knows beside the trust anchors.
     *
     * @param against checkpoints of this log from earlier or from elsewhere
     * @param rules made anew for each pass over the entries
     * @param together whether the hub's other logs are verified, too, and held against this one by a {@link JointCheck}
     */
    public record Terms(List<KnownCheckpoint> against, Supplier<EntryRules> rules, boolean together) {

        /** Only the log itself. */
        public static final Terms NONE = new Terms(List.of(), () -> EntryRules.NONE);

        public Terms {
            against = List.copyOf(against);
        }

        /** For one log. */
        public Terms(List<KnownCheckpoint> against, Supplier<EntryRules> rules) {
            this(against, rules, false);
        }
    }

    /**
     * @param progress gets the number of entries done, now and then
     * @throws IOException if there is no log or it cannot be read; whatever can be read gives a verdict
     */
    public static LogVerdict verify(Path folder, TrustAnchors trust, LongConsumer progress) throws IOException {
        return verify(folder, trust, Terms.NONE, progress);
    }

    /**
     * The same, with more to hold the log against.
     *
     * @param progress gets the number of entries done, now and then
     * @throws IOException if there is no log or it cannot be read; whatever can be read gives a verdict
     */
    public static LogVerdict verify(Path folder, TrustAnchors trust, Terms terms, LongConsumer progress)
            throws IOException {
        LogAudit audit = new LogAudit(folder, trust, terms, progress);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<String> checkpoint = checkpoint(folder);
            LogVerdict verdict = audit.run(checkpoint);
            // A hub may be writing: what looked wrong is only judged if the log did not move meanwhile.
            if (verdict.outcome() != Outcome.FALSE || checkpoint.equals(checkpoint(folder))) {
                return verdict;
            }
        }
        return moving();
    }

    /** Who signed a checkpoint: the same checks as for the one of a whole log. */
    public static List<Check> signatures(Checkpoint checkpoint, TrustAnchors trust) {
        SignatureCheck signatures = new SignatureCheck(checkpoint, trust);
        return Stream.concat(Stream.of(signatures.log()), signatures.others().stream())
                .toList();
    }

    private static LogVerdict moving() {
        Check check = new Check(
                CHECKPOINT, "unknown", "the log grew while it was read; stop the hub or verify a copy", "checkpoint");
        return new LogVerdict(Outcome.INDETERMINATE, "", 0, OptionalLong.empty(), List.of(check));
    }

    private static Optional<String> checkpoint(Path folder) throws IOException {
        Optional<byte[]> note = StoredTiles.read(folder.resolve("checkpoint"), SignedNote.MAX_LENGTH);
        if (note.isEmpty() && !Files.isDirectory(folder.resolve("tile"))) {
            throw new NoSuchFileException(folder.toString(), null, "no log: neither checkpoint nor tile/ is there");
        }
        return note.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Overall result, with the exit code of the command line. */
    public enum Outcome {
        VERIFIED(0),
        FALSE(1),
        INDETERMINATE(3);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    /**
     * One named check.
     *
     * @param id stable, for instance {@code log.tiles}
     * @param status pass, fail, skipped or unknown
     * @param detail what was found, the first ten problems of this check at once
     * @param location file below the log's folder, or {@code entry <n>}; empty where it is not about one place
     */
    public record Check(String id, String status, String detail, String location) {}

    /** @param firstUntrusted index of the first entry that cannot be trusted, if any */
    public record LogVerdict(
            Outcome outcome, String origin, long entries, OptionalLong firstUntrusted, List<Check> checks) {

        public LogVerdict {
            checks = List.copyOf(checks);
        }
    }
}
