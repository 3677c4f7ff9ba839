package dev.comity.chaos;

import dev.comity.fault.FaultPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Draws the lives of one kind of process: each of its points in turn, in an order of the seed, and moments between them. */
final class Deck {

    private static final int MOMENTS_IN_TEN = 2;
    private static final int LATEST_TURN = 3;
    private static final double LATEST_MOMENT = 1.6;

    /** Nothing that flows here ever becomes a dead letter. */
    private static final Set<FaultPoint> NOT_HERE = EnumSet.of(FaultPoint.HUB_BURIED);

    /** An agency's side passes these on the way in, and those before them on the way out. */
    private static final Set<FaultPoint> OF_A_CONSUMER =
            EnumSet.range(FaultPoint.AGENCY_RECEIVED, FaultPoint.AGENCY_MARKED);

    /** Passed only while the configuration is changed. */
    private static final Set<FaultPoint> OF_A_RELOAD = EnumSet.of(FaultPoint.RULES_KEPT, FaultPoint.RULES_LOGGED);

    /** Passed once a start, so that another turn would not come. */
    private static final Set<FaultPoint> ONCE =
            EnumSet.of(FaultPoint.RULES_KEPT, FaultPoint.WITNESSES_ANSWERED, FaultPoint.WITNESSES_PUBLISHED);

    private final Random random;
    private final List<FaultPoint> points;
    private final boolean moments;
    private final List<FaultPoint> left = new ArrayList<>();

    private Deck(Random random, List<FaultPoint> points, boolean moments) {
        this.random = random;
        this.points = points;
        this.moments = moments;
    }

    /** Of one side: each draws for itself. */
    static Deck of(Side.Who who, ChaosPlan plan) {
        List<FaultPoint> points = EnumSet.complementOf(EnumSet.copyOf(NOT_HERE)).stream()
                .filter(point -> passes(point) == who)
                .filter(point -> plan.at().isEmpty() || plan.at().contains(point))
                .toList();
        return new Deck(
                new Random(plan.seed() + who.ordinal()), points, plan.at().isEmpty());
    }

    /** The points of an agency's side begin with that word; all others are passed by a hub. */
    private static Side.Who passes(FaultPoint point) {
        if (!point.label().startsWith("agency-")) {
            return Side.Who.HUB;
        }
        return OF_A_CONSUMER.contains(point) ? Side.Who.CONSUMER : Side.Who.PROVIDER;
    }

    Life next() {
        if (points.isEmpty() || moments && random.nextInt(10) < MOMENTS_IN_TEN) {
            return Life.until(random.nextDouble() * LATEST_MOMENT);
        }
        if (left.isEmpty()) {
            left.addAll(points);
            Collections.shuffle(left, random);
        }
        FaultPoint point = left.remove(left.size() - 1);
        boolean reload = OF_A_RELOAD.contains(point);
        // The second time that rules are logged is a change of them; the first is the start.
        int turn = point == FaultPoint.RULES_LOGGED ? 1 + random.nextInt(2) : turn(point);
        return Life.until(point, turn, reload);
    }

    private int turn(FaultPoint point) {
        return ONCE.contains(point) ? 1 : 1 + random.nextInt(LATEST_TURN);
    }
}
