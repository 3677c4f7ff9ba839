package dev.comity.chaos;

import dev.comity.fault.FaultPoint;
import java.util.Optional;

/**
 * How one start of a process is to end.
 *
 * @param point where it is to stand still, or empty
 * @param turn for which passing of the point
 * @param moment where there is no point: when it is killed, as a share of the time that a start takes
 * @param reload whether the configuration is changed while it lives
 */
record Life(Optional<FaultPoint> point, int turn, double moment, boolean reload) {

    /** It lives until it is stopped. */
    static final Life LONG = new Life(Optional.empty(), 1, Double.MAX_VALUE, false);

    static Life until(FaultPoint point, int turn, boolean reload) {
        return new Life(Optional.of(point), turn, Double.MAX_VALUE, reload);
    }

    static Life until(double moment) {
        return new Life(Optional.empty(), 1, moment, false);
    }

    /** The option that arms it; none where it is to be killed at a moment. */
    Optional<String> option() {
        return point.map(p -> "-D%s=%s:%d".formatted(FaultPoint.PROPERTY, p.label(), turn));
    }
}
