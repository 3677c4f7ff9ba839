package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.batch.Outgoing;
import dev.comity.broker.HubQueues;
import dev.comity.crypto.Jws;
import dev.comity.decision.Decision;
import dev.comity.envelope.Acknowledgement;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Undeliverable;
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

    /** What another node has to answer, because the entry that it is about is in that node's log. */
    record Elsewhere(String node, Incoming message) implements Item {

        /** The same message for that node. @param sender whose it is */
        Outgoing forwarded(String sender) {
            return message.to(HubQueues.of(node).forwarded(sender));
        }
    }

    /** A message that nothing is left to do for: an acknowledgement that was passed on before, a dead letter that is settled. */
    record Dropped() implements Item {}

    /**
     * A submission that could not be processed, and that the operator submits again; nothing is logged.
     *
     * @param undeliverable entry that says so
     * @param count of this resubmission, from 1
     * @param again what is judged of it today: {@link Verified}, then {@link Admitted}, or {@link Refused}
     */
    record Resubmitted(Placed undeliverable, int count, Item again) implements Item {}

    /**
     * A delivery that could not be delivered, and that the operator wants to be made anew from what its presentation shows; nothing
     * is logged.
     *
     * @param before the {@code released} entry of the delivery
     * @param envelope empty where it does not hold any more
     * @param decision today's, of the same agreement; empty before the decision, or where there is none
     * @param past salted digest of what happened before, where the decision depends on it
     * @param denied why nothing is released; empty where something is, and before the decision
     */
    record Redelivery(
            Placed undeliverable,
            int count,
            Incoming letter,
            Placed before,
            Optional<VerifiedEnvelope> envelope,
            Optional<Selected> decision,
            Optional<String> past,
            Optional<Refusal> denied)
            implements Item {

        Redelivery decided(Optional<Selected> today, Optional<String> counted, Optional<Refusal> reason) {
            return new Redelivery(undeliverable, count, letter, before, envelope, today, counted, reason);
        }

        boolean releases() {
            return decision.flatMap(Selected::selection).isPresent();
        }
    }

    /** A dead letter that the operator gives up; nothing is logged. */
    record GivenUp(Placed undeliverable, Undeliverable.Note note) implements Item {}
}
