package dev.comity.chaos;

import dev.comity.fault.FaultPoint;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be done.
 *
 * @param program the program's home: record types, adapters and configuration are copied from it
 * @param folder empty or missing; all that is made lies below it
 * @param kills how many processes are killed, at least 1
 * @param seed of every draw: the same one asks for the same kills in the same order
 * @param at the points at which processes are killed; empty for all of them, and any moment
 */
public record ChaosPlan(Path program, Path folder, int kills, long seed, List<FaultPoint> at) {

    public ChaosPlan {
        if (kills < 1) {
            throw new IllegalArgumentException("at least one kill was expected, found " + kills);
        }
        at = List.copyOf(at);
        program = program.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
    }

    /** A part of it, in a folder of its own. @param number from 0 */
    ChaosPlan part(int number, int share) {
        return new ChaosPlan(program, folder.resolve("city-" + (number + 1)), share, seed + 1_000L * number, at);
    }
}
