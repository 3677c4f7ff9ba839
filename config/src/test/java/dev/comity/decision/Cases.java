package dev.comity.decision;

import java.security.SecureRandom;
import java.util.function.LongConsumer;

/**
 * Random cases by their seeds. {@code -Dcomity.cases=100000} runs more of them, {@code -Dcomity.seed=N} the one case that a failure
 * named.
 */
final class Cases {

    private static final int COUNT = Integer.getInteger("comity.cases", 8_000);

    /** So many that each reason must have decided some of them. */
    private static final int ENOUGH = 5_000;

    private Cases() {}

    static boolean areEnough() {
        return COUNT >= ENOUGH && Long.getLong("comity.seed") == null;
    }

    static void forEach(LongConsumer test) {
        Long only = Long.getLong("comity.seed");
        if (only != null) {
            test.accept(only);
            return;
        }
        long first = new SecureRandom().nextInt();
        for (int i = 0; i < COUNT; i++) {
            // Neighbouring seeds give alike first numbers: they are spread.
            test.accept((first + i) * 0x9E3779B97F4A7C15L);
        }
    }
}
