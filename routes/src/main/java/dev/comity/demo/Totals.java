package dev.comity.demo;

import dev.comity.agency.AgencyStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What all agencies' databases and the log say at one moment.
 *
 * @param agencies by slug
 * @param released deliveries in the log
 * @param acknowledged deliveries in the log whose acknowledgement is there too
 */
record Totals(SortedMap<String, AgencyStatus> agencies, long released, long acknowledged) {

    static Totals of(Map<String, AgencyStatus> agencies, LogTally log) {
        return new Totals(new TreeMap<>(agencies), log.released(), log.acknowledged());
    }

    long sum(ToLongFunction<AgencyStatus> count) {
        return agencies.values().stream().mapToLong(count).sum();
    }

    /** Items of all sources that have been dealt with. */
    long read() {
        return sum(AgencyStatus::sent) + sum(AgencyStatus::repeated) + sum(AgencyStatus::notSendable);
    }

    /** Nothing is on its way: every record has its receipt, and every release is stored, acknowledged and logged so. */
    boolean isQuiet() {
        return sum(AgencyStatus::open) == 0 && imbalances().isEmpty();
    }

    /** Every equation that does not hold, as a sentence; empty if all do. */
    List<String> imbalances() {
        List<String> wrong = new ArrayList<>();
        require(wrong, "records sent", sum(AgencyStatus::sent), "accepted and refused", answered());
        require(wrong, "deliveries released", released, "received", sum(AgencyStatus::received));
        require(wrong, "deliveries released", released, "acknowledged", sum(AgencyStatus::acknowledged));
        require(wrong, "deliveries released", released, "acknowledged in the log", acknowledged);
        require(wrong, "presentations rejected", sum(AgencyStatus::rejected), "expected", 0);
        require(wrong, "deliveries missing in a sequence", sum(AgencyStatus::missing), "expected", 0);
        agencies.forEach((agency, status) -> status.files()
                .forEach(f -> require(
                        wrong,
                        "lines of " + agency + "/" + f.file(),
                        f.lines(),
                        "sent, repeated and not sendable",
                        f.sent() + f.repeated() + f.notSendable())));
        return wrong;
    }

    private long answered() {
        return sum(AgencyStatus::accepted) + sum(AgencyStatus::refused);
    }

    private static void require(List<String> wrong, String one, long a, String other, long b) {
        if (a != b) {
            wrong.add("%s %,d, %s %,d".formatted(one, a, other, b));
        }
    }
}
