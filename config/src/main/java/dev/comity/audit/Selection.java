package dev.comity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which entries go into an evidence bundle: those that were asked for, and those that they rest on: the configuration in force,
 * the registrars' statements, the agreements.
 */
public final class Selection {

    private static final int MIN_PREFIX = 8;

    private final Supplier<Predicate<Entry>> asked;

    private Selection(Supplier<Predicate<Entry>> asked) {
        this.asked = asked;
    }

    /**
     * Everything about one exchange.
     *
     * @param id of the exchange or of a delivery of it, of which the first eight characters are enough, or the {@code jti} of its
     *     submission
     */
    public static Selection of(String id) {
        return new Selection(() -> {
            // The submission comes first and names its deliveries: from then on the exchange is known.
            Set<String> exchanges = new HashSet<>();
            return entry -> {
                if (names(entry, id)) {
                    exchanges.add(entry.json().path("exchange").asText());
                }
                return names(entry, id)
                        || exchanges.contains(entry.json().path("exchange").asText("-"));
            };
        });
    }

    private static boolean names(Entry entry, String id) {
        // The beginning of a jti is a time, which many share.
        boolean submission = entry.json().path("jti").asText().equals(id);
        return submission
                || id.length() >= MIN_PREFIX
                        && (entry.json().path("exchange").asText().startsWith(id)
                                || entry.json().path("delivery").asText().startsWith(id)
                                || announces(entry, id));
    }

    private static boolean announces(Entry entry, String id) {
        for (JsonNode decision : entry.json().path("decisions")) {
            if (decision.path("delivery").asText().startsWith(id)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Everything that was logged in a period.
     *
     * @param from first moment
     * @param to first moment after it
     */
    public static Selection between(Instant from, Instant to) {
        return new Selection(
                () -> entry -> !entry.time().isBefore(from) && entry.time().isBefore(to));
    }

    private record Placed(long index, Entry entry, long config) {}

    /** Reads the log once. An entry of a newer format, or none at all, is an {@link IOException}: verify the log. */
    SortedMap<Long, Entry> of(LogReader log) throws IOException {
        Predicate<Entry> isAsked = asked.get();
        List<Placed> background = new ArrayList<>();
        List<Placed> chosen = new ArrayList<>();
        Set<String> agreements = new HashSet<>();
        long[] config = {-1};
        SortedMap<Long, Entry> configs = new TreeMap<>();
        log.forEach(0, log.checkpoint().size(), (index, bytes) -> {
            Entry entry = parsed(index, bytes);
            if (entry.kind() == Entry.Kind.CONFIG) {
                config[0] = index;
                configs.put(index, entry);
            }
            Placed placed = new Placed(index, entry, config[0]);
            if (isAsked.test(entry)) {
                chosen.add(placed);
                agreements.add(entry.json().path("agreement").asText());
            } else if (isBackground(entry)) {
                background.add(placed);
            }
        });
        if (chosen.isEmpty()) {
            return new TreeMap<>();
        }
        long last = chosen.get(chosen.size() - 1).index();
        background.stream()
                .filter(placed -> placed.index() < last)
                .filter(placed -> placed.entry().kind() != Entry.Kind.AGREEMENT
                        || agreements.contains(
                                placed.entry().json().path("agreement").asText()))
                .forEach(chosen::add);
        SortedMap<Long, Entry> entries = new TreeMap<>();
        for (Placed placed : chosen) {
            entries.put(placed.index(), placed.entry());
            if (placed.config() >= 0) {
                entries.put(placed.config(), configs.get(placed.config()));
            }
        }
        return entries;
    }

    /** Those alone that were asked for, without what they rest on. */
    SortedMap<Long, Entry> asked(LogReader log) throws IOException {
        Predicate<Entry> isAsked = asked.get();
        SortedMap<Long, Entry> entries = new TreeMap<>();
        log.forEach(0, log.checkpoint().size(), (index, bytes) -> {
            Entry entry = parsed(index, bytes);
            if (isAsked.test(entry)) {
                entries.put(index, entry);
            }
        });
        return entries;
    }

    private static boolean isBackground(Entry entry) {
        return switch (entry.kind()) {
            case AGENCY, REVOCATION, AGREEMENT -> true;
            default -> false;
        };
    }

    static Entry parsed(long index, byte[] bytes) throws IOException {
        try {
            return Entry.parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("entry %d cannot be read: %s".formatted(index, e.getMessage()), e);
        }
    }
}
