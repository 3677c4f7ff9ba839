package dev.comity.record;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in one record, collected while its shape is walked. */
final class Findings {

    private final boolean whole;
    private final List<RecordProblem> found = new ArrayList<>(0);

    /** @param whole whether what is absent is missing, and not only withheld */
    Findings(boolean whole) {
        this.whole = whole;
    }

    boolean whole() {
        return whole;
    }

    void problem(Spot spot, String message) {
        found.add(new RecordProblem(Spot.text(spot), message, false));
    }

    void warning(Spot spot, String message) {
        found.add(new RecordProblem(Spot.text(spot), message, true));
    }

    List<RecordProblem> all() {
        return List.copyOf(found);
    }
}
