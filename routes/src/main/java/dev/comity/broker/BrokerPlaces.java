package dev.comity.broker;

import java.util.List;

/**
 * Where a broker listens: one place, or those of a live broker and its backups, of which one answers at a time.
 *
 * @param all at least one, in the order in which they are tried
 */
public record BrokerPlaces(List<Place> all) {

    public BrokerPlaces {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a broker is at some place");
        }
    }

    /** @param host name or address */
    public record Place(String host, int port) {

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    static BrokerPlaces of(String host, int port) {
        return new BrokerPlaces(List.of(new Place(host, port)));
    }

    /** The first place. */
    public Place first() {
        return all.get(0);
    }

    @Override
    public String toString() {
        return String.join(", ", all.stream().map(Place::toString).toList());
    }
}
