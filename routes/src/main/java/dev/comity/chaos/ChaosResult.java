package dev.comity.chaos;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of a run.
 *
 * @param kills processes that were killed
 * @param byPoint how many of them, by who and where they stood
 * @param notReached points at which nobody was killed
 * @param records that the provider gave
 * @param entries of the log
 * @param lost records and deliveries that nobody got
 * @param doubled records and deliveries that came twice
 * @param unlogged deliveries without an entry
 * @param problems all else that is wrong, in words
 * @param peakMegabytes the most memory that any process had, by who
 * @param cpu time that the processes used, kills and all
 * @param hubStart how long the hub took to start, the last time
 */
public record ChaosResult(
        long seed,
        int kills,
        SortedMap<String, Integer> byPoint,
        List<String> notReached,
        long records,
        long entries,
        List<String> lost,
        List<String> doubled,
        List<String> unlogged,
        List<String> problems,
        SortedMap<String, Long> peakMegabytes,
        Duration cpu,
        Duration hubStart,
        Duration took) {

    /** Whether nothing was lost, doubled or delivered unlogged, and all else is as it should be. */
    public boolean holds() {
        return lost.isEmpty() && doubled.isEmpty() && unlogged.isEmpty() && problems.isEmpty();
    }
}
