package dev.comity.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.log.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * To whom a story is told.
 *
 * @param agency empty for who may read the whole log
 * @param provider whether the record is the agency's own
 * @param deliveries those that it got
 */
record Reader(Optional<String> agency, boolean provider, Set<String> deliveries) {

    static Reader of(Optional<String> agency, List<Entry> entries) {
        boolean provider = false;
        Set<String> deliveries = new HashSet<>();
        for (Entry entry : entries) {
            provider |= agency.filter(slug -> is(entry, "provider", slug)).isPresent();
            if (agency.filter(slug -> is(entry, "consumer", slug)).isPresent()) {
                deliveries.add(entry.json().path("delivery").asText());
            }
        }
        return new Reader(agency, provider, deliveries);
    }

    private static boolean is(Entry entry, String member, String slug) {
        return entry.json().path(member).asText().equals(slug);
    }

    /** Whether everything of this exchange may be told. */
    boolean mayKnowAll() {
        return agency.isEmpty() || provider;
    }

    /** A consumer knows that it was submitted, and what it got itself. */
    boolean mayKnow(Entry entry) {
        if (mayKnowAll()) {
            return true;
        }
        JsonNode delivery = entry.json().get("delivery");
        return delivery == null
                ? !deliveries.isEmpty() && entry.kind() == Entry.Kind.SUBMITTED
                : deliveries.contains(delivery.asText());
    }

    /** Of the decisions in a submission's entry: its own. */
    boolean mayKnow(JsonNode decision) {
        return mayKnowAll() || deliveries.contains(decision.path("delivery").asText());
    }
}
