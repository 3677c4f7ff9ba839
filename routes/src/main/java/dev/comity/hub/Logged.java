package dev.comity.hub;

import dev.comity.batch.Outgoing;
import java.util.List;

/**
 * A batch whose answers are durable.
 *
 * @param forwarded what other nodes have to answer
 */
record Logged(String sender, List<Answered> answered, List<Outgoing> forwarded) {

    Logged {
        answered = List.copyOf(answered);
        forwarded = List.copyOf(forwarded);
    }

    /** A batch of which nothing is for another node. */
    Logged(String sender, List<Answered> answered) {
        this(sender, answered, List.of());
    }

    /** Indices of the answers that leave the hub with this batch for the first time. */
    Ranges answers() {
        return Ranges.of(answered.stream()
                .filter(answer -> !(answer instanceof Answered.Again))
                .map(answer -> answer.answer().index())
                .toList());
    }
}
