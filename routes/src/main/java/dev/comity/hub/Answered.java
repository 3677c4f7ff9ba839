package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.batch.Outgoing;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.Undeliverable.Note;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One message of a batch whose answer is durable in the log. */
sealed interface Answered {

    /** The entry that answers, which the note of the commit names. */
    Placed answer();

    /** To be delivered, and its sender told so. */
    record Accepted(Placed answer, VerifiedEnvelope envelope, Backing backing, List<Release> releases)
            implements Answered {}

    /** A {@code released} entry, and what is shown under it. */
    record Release(Placed entry, VerifiedEnvelope.Selection selection) {}

    /**
     * What came beside an envelope and is kept with it as evidence.
     *
     * @param submission compact form of the sender's statement
     * @param subjects what stands behind its commitments
     */
    record Backing(String submission, List<SubjectToken> subjects) {}

    /** Its sender is to be told why; of an answer that is given again the words are not kept, only code and path. */
    record Refused(Placed answer, List<Refusal> reasons) implements Answered {}

    /** Its sender is told again, and nothing is delivered anew. */
    record Again(Placed answer) implements Answered {}

    /** To be passed on to the provider. */
    record Acknowledged(Placed answer, String jws) implements Answered {}

    /**
     * It could not be processed; its sender is to be told so.
     *
     * @param before what was logged of it before and could not be carried out, if anything
     * @param letter where it is not among the dead letters yet
     */
    record Undeliverable(Placed answer, Optional<Placed> before, Optional<Outgoing> letter) implements Answered {

        /** @param before index of {@link ExchangeState#buried} */
        static Undeliverable of(Placed answer, OptionalLong before, ExchangeLog log, Outgoing letter) {
            Optional<Placed> logged =
                    before.isPresent() ? Optional.of(log.entry(before.getAsLong())) : Optional.empty();
            return new Undeliverable(answer, logged, Optional.of(letter));
        }
    }

    /**
     * A delivery that was made anew, or not: then its dead letter stays one.
     *
     * @param delivery empty where nothing is released
     */
    record Redelivered(Placed answer, Incoming letter, Optional<Delivery> delivery) implements Answered {}

    /** A release, and what of its envelope there is. */
    record Delivery(VerifiedEnvelope envelope, Release release) {}

    /** The operator gave it up; its sender is to be told so. */
    record GivenUp(Placed answer, Placed undeliverable, Note note) implements Answered {}
}
