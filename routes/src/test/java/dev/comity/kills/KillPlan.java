package dev.comity.kills;

import dev.comity.fault.FaultPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Where one agency is killed next: at each of its fault points in turn, and every fourth time at any moment. */
final class KillPlan {

    private static final int LONGEST_MILLIS = 4_000;
    private static final List<FaultPoint> SENDING = List.of(
            FaultPoint.AGENCY_READ,
            FaultPoint.AGENCY_SEALED,
            FaultPoint.AGENCY_PUT,
            FaultPoint.AGENCY_KEPT,
            FaultPoint.AGENCY_SENDING,
            FaultPoint.AGENCY_SENT,
            FaultPoint.AGENCY_CONFIRMED);
    private static final List<FaultPoint> DELIVERED =
            List.of(FaultPoint.AGENCY_OPENED, FaultPoint.AGENCY_FILED, FaultPoint.AGENCY_HANDED_OVER);
    private static final List<FaultPoint> RECEIVING = List.of(
            FaultPoint.AGENCY_RECEIVED,
            FaultPoint.AGENCY_NOTED,
            FaultPoint.AGENCY_ANSWERED,
            FaultPoint.AGENCY_ACKNOWLEDGED,
            FaultPoint.AGENCY_CONSUMED,
            FaultPoint.AGENCY_MARKED);

    private final List<FaultPoint> points;
    private final Random random;
    private int turn;

    KillPlan(boolean provider, long seed) {
        points = new ArrayList<>(provider ? SENDING : DELIVERED);
        points.addAll(RECEIVING);
        random = new Random(seed);
        // So that a short run meets other points with each seed.
        turn = random.nextInt(points.size());
    }

    /** @param point empty for any moment @param passing which passing of the point @param millis after the start */
    record Kill(Optional<FaultPoint> point, int passing, int millis) {

        String property() {
            return "-D%s=%s:%d"
                    .formatted(FaultPoint.PROPERTY, point.orElseThrow().label(), passing);
        }

        @Override
        public String toString() {
            return point.map(p -> p.label() + " (passing " + passing + ")").orElse(millis + " ms after its start");
        }
    }

    Kill next() {
        int millis = random.nextInt(LONGEST_MILLIS);
        int small = 1 + random.nextInt(3);
        int large = 1 + random.nextInt(30);
        if (turn % 4 == 3) {
            turn++;
            return new Kill(Optional.empty(), 0, millis);
        }
        FaultPoint point = points.get((turn - turn / 4) % points.size());
        turn++;
        boolean often = SENDING.indexOf(point) >= 0 && SENDING.indexOf(point) < 3 || DELIVERED.contains(point);
        return new Kill(Optional.of(point), often ? large : small, 0);
    }

    List<FaultPoint> points() {
        return List.copyOf(points);
    }
}
