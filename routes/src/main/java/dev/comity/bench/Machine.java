package dev.comity.bench;

import dev.comity.crypto.Crypto;

/** The machine that figures are of. */
final class Machine {

    private Machine() {}

    static String describe() {
        return "%d processors, %s %s, Java %s, heap up to %,d MB, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().maxMemory() >> 20,
                        Crypto.provider());
    }
}
