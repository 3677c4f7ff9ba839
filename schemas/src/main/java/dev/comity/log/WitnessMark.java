package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint that enough witnesses cosigned, as a mark in time: what lies below was there at {@code latest}, what lies beyond
 * came after {@code earliest}.
 *
 * @param earliest when the first of them cosigned
 * @param latest when the quorum was full
 */
record WitnessMark(Checkpoint checkpoint, Instant earliest, Instant latest) {

    /** Empty where fewer witnesses of the trust file cosigned than it asks for. */
    static Optional<WitnessMark> of(Checkpoint checkpoint, TrustAnchors trust) {
        List<Instant> times = trust.witnesses().stream()
                .flatMap(witness -> checkpoint.cosignedAt(witness.vkey()).stream())
                .sorted()
                .toList();
        return trust.quorum() == 0 || times.size() < trust.quorum()
                ? Optional.empty()
                : Optional.of(new WitnessMark(checkpoint, times.get(0), times.get(trust.quorum() - 1)));
    }

    long size() {
        return checkpoint.size();
    }
}
