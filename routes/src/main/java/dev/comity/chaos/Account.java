package dev.comity.chaos;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who got what, held against what was given and what was logged: plain sets, so that each count can be recomputed by hand.
 *
 * @param knowing starts of the consumer's side that ended when its inbox knew all that they had handed over
 */
record Account(
        Set<String> given,
        List<HandOvers.Line> handOvers,
        Set<String> knowing,
        Set<String> tapped,
        Set<String> tappedAgain,
        Logged log) {

    /** Records that did not reach the consumer's system, and deliveries that the log has and nobody got. */
    Set<String> lost() {
        Set<String> lost = new LinkedHashSet<>(given);
        handOvers.forEach(line -> lost.remove(line.transaction()));
        Set<String> handed = new LinkedHashSet<>();
        handOvers.forEach(line -> handed.add(line.delivery()));
        lost.addAll(without(log.released(Bed.CONSUMER), handed));
        lost.addAll(without(log.released(Bed.TAP), tapped));
        return lost;
    }

    /**
     * Records that stand twice in the consumer's system, deliveries that were handed over again although its side was not killed in
     * between or knew of them, those that came once more after they were taken, and what was accepted twice.
     */
    Set<String> doubled() {
        Set<String> doubled = new LinkedHashSet<>(tappedAgain);
        Map<String, String> deliveryOf = new HashMap<>();
        Map<String, String> lifeOf = new HashMap<>();
        for (HandOvers.Line line : handOvers) {
            String first = deliveryOf.putIfAbsent(line.transaction(), line.delivery());
            if (first != null && !first.equals(line.delivery())) {
                doubled.add(line.transaction());
            }
            // After a crash of its own side a system may get a delivery again, under the same id; never otherwise.
            String before = lifeOf.put(line.delivery(), line.life());
            if (before != null && (before.equals(line.life()) || knowing.contains(before))) {
                doubled.add(line.delivery());
            }
        }
        log.submitted().forEach((jti, times) -> twice(jti, times, doubled));
        log.acknowledged().forEach((delivery, times) -> twice(delivery, times, doubled));
        return doubled;
    }

    private static void twice(String id, int times, Set<String> doubled) {
        if (times > 1) {
            doubled.add(id);
        }
    }

    /** Deliveries that somebody got and the log does not have. */
    Set<String> unlogged() {
        Set<String> unlogged = new LinkedHashSet<>(without(tapped, log.released(Bed.TAP)));
        handOvers.stream()
                .map(HandOvers.Line::delivery)
                .filter(delivery -> !log.released(Bed.CONSUMER).contains(delivery))
                .forEach(unlogged::add);
        return unlogged;
    }

    /** Whether everything that was given has come to its end. */
    boolean isComplete() {
        return log.released(Bed.CONSUMER).size() >= given.size()
                && log.acknowledged().size() >= given.size()
                && tapped.size() >= given.size()
                && lost().isEmpty();
    }

    /** Rises for as long as anything moves. */
    long progress() {
        return log.entries() + handOvers.size() + tapped.size();
    }

    private static Set<String> without(Collection<String> all, Collection<String> some) {
        Set<String> left = new LinkedHashSet<>(all);
        left.removeAll(Set.copyOf(some));
        return left;
    }
}
