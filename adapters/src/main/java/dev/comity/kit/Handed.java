package dev.comity.kit;

import dev.comity.yaml.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a sink did with one opened record.
 *
 * @param name of the sample, or of the record type's example
 * @param of the sample; empty where the record type's example was taken
 * @param sent what it handed to the outside
 * @param again what it handed to the outside when the same delivery came a second time
 */
record Handed(String name, Optional<Case> of, List<Sent> sent, List<Sent> again, Optional<Problem> failure) {

    Handed {
        sent = List.copyOf(sent);
        again = List.copyOf(again);
    }
}
