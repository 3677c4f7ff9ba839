package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The auditor's check of a whole log folder: recomputes the tree from the entries, compares every stored tile, and checks
 * the checkpoint against the auditor's own trust anchors. Constant memory.
 */
public final class LogVerifier {

    private LogVerifier() {}

    /** @param progress gets the number of entries done, now and then */
    public static LogVerdict verify(Path folder, TrustAnchors trust, LongConsumer progress) throws IOException {
        throw new UnsupportedOperationException("contract");
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
     */
    public record Check(String id, String status, String detail, String location) {}

    /** @param firstUntrusted index of the first entry that cannot be trusted, if any */
    public record LogVerdict(
            Outcome outcome, String origin, long entries, OptionalLong firstUntrusted, List<Check> checks) {}
}
