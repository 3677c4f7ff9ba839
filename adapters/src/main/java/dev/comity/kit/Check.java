package dev.comity.kit;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.util.List;

/** One named check of the kit. */
interface Check {

    /** From 1 to 15: the order in which they are made and told. */
    int number();

    /** Stable: scripts and build servers know it. */
    String id();

    /** What holds if it passes. */
    String title();

    /** Whether the adapter has to run for it; the others look at its files alone. */
    boolean runs();

    /**
     * @return everything that is wrong; empty if it passes
     * @throws Skipped where it cannot be made
     * @throws IOException if a file cannot be read
     */
    List<Problem> problems(Subject subject) throws Skipped, IOException;
}
