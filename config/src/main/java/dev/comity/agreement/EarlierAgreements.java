package dev.comity.agreement;

import java.time.Instant;
import java.util.Optional;

/** Agreements that were in force before others took their place: what was decided under them then may still arrive. */
@FunctionalInterface
public interface EarlierAgreements {

    /** Nothing was in force before. */
    EarlierAgreements NONE = (digest, loggedAt, index) -> Optional.empty();

    /**
     * The agreement with this digest, if it was in force for what stands at this place of the log.
     *
     * @param loggedAt time of the log entry
     * @param index of the log entry
     */
    Optional<Agreement> find(String digest, Instant loggedAt, long index);
}
