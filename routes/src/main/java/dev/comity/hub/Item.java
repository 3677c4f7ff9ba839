package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.crypto.Jws;
import dev.comity.decision.Decision;
import dev.comity.envelope.Acknowledgement;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import java.util.List;
import java.util.Optional;

/** One message of a batch, as far as it has come. Its type says what is already proven. */
sealed interface Item {

    /**
     * A record whose origin, form and sequence hold; nothing is decided.
     *
     * @param subjects what stands behind the statement's commitments; empty where the sender kept it back
     */
    record Verified(
            VerifiedEnvelope envelope,
            RecordType type,
            SubmissionStatement statement,
            List<SubjectToken> subjects,
            Optional<String> group)
            implements Item {}

    /**
     * A record that at least one agreement releases some of; nothing is logged.
     *
     * @param past salted digest of what happened before, where a decision depends on it
     */
    record Admitted(Verified verified, List<Selected> decisions, Optional<String> past) implements Item {}

    /**
     * A decision and what is shown by it.
     *
     * @param selection empty where nothing is released
     */
    record Selected(Decision decision, Optional<VerifiedEnvelope.Selection> selection) {}

    /**
     * A submission that is not accepted; nothing is logged.
     *
     * @param statement where its signature holds, because the sequence goes on from it
     */
    record Refused(
            Glimpse glimpse, Optional<SubmissionStatement> statement, Optional<RecordType> type, List<Refusal> reasons)
            implements Item {}

    /** A consumer's acknowledgement that holds; nothing is logged. */
    record Confirmed(Acknowledgement acknowledgement, Jws jws, Placed released) implements Item {}

    /** A submission that was answered before: the same answer again, and nothing else. */
    record Repeat(String sender, String digest) implements Item {}

    /** A submission whose answer is in the log, but never left the hub: what was logged is carried out. */
    record Interrupted(Placed answer, Incoming message) implements Item {}

    /** An acknowledgement that was passed on before. */
    record Dropped() implements Item {}
}
