package dev.comity.fault;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one point that was armed, and how often it is passed before its turn. Thread-safe. */
final class ArmedPoint {

    private static final Pattern FORM = Pattern.compile("([a-z-]+)(?::([1-9][0-9]{0,8}))?");

    private final FaultPoint point;
    private final long turn;
    private final AtomicLong passed = new AtomicLong();

    private ArmedPoint(FaultPoint point, long turn) {
        this.point = point;
        this.turn = turn;
    }

    /**
     * @param text {@code NAME} or {@code NAME:N} with N from 1
     * @throws IllegalArgumentException for anything else
     */
    static ArmedPoint parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("-D%s=%s: expected NAME or NAME:N, with N from 1 to 999999999"
                    .formatted(FaultPoint.PROPERTY, text));
        }
        FaultPoint point = FaultPoint.of(form.group(1))
                .orElseThrow(() -> new IllegalArgumentException("-D%s=%s: there is no such point; there are %s"
                        .formatted(FaultPoint.PROPERTY, text, String.join(", ", FaultPoint.labels()))));
        return new ArmedPoint(point, form.group(2) == null ? 1 : Long.parseLong(form.group(2)));
    }

    /** Whether this is the point, passed for the time that was asked for: true exactly once. */
    boolean isNow(FaultPoint reached) {
        return reached == point && passed.incrementAndGet() == turn;
    }
}
