package dev.comity.witnesses;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the log is witnessed.
 *
 * @param size entries of the log
 * @param witnessedSize entries under the newest checkpoint that a quorum has cosigned, as far as known since the start
 * @param cosignatures of the newest checkpoint that was asked for
 * @param quorum how many are needed; 0 where nobody is to witness
 * @param lag for how long there have been entries that no quorum has cosigned
 * @param troubles witness to what keeps it from cosigning; empty if all is well
 */
public record Witnessed(
        long size, long witnessedSize, int cosignatures, int quorum, Duration lag, SortedMap<String, String> troubles) {

    public Witnessed {
        troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
    }

    /** Whether a quorum has cosigned every entry. */
    public boolean isComplete() {
        return quorum == 0 || witnessedSize >= size;
    }
}
