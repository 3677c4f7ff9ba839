package dev.comity.hub;

import java.util.List;

/** A batch whose answers are durable. */
record Logged(String sender, List<Answered> answered) {

    Logged {
        answered = List.copyOf(answered);
    }

    /** Indices of the answers that leave the hub with this batch for the first time. */
    Ranges answers() {
        return Ranges.of(answered.stream()
                .filter(answer -> !(answer instanceof Answered.Again))
                .map(answer -> answer.answer().index())
                .toList());
    }
}
