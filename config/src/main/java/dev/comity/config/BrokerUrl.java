package dev.comity.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an external broker listens: {@code tcp://host:port}, or {@code tls://host:port}; a live broker and its backups with commas
 * between. All in clear or all with TLS.
 *
 * @param places host and port of each, at least one
 */
public record BrokerUrl(List<Place> places, boolean tls) {

    private static final String FORM = "(tcp|tls)://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:]{2,45}])(:[0-9]{1,5})";

    public BrokerUrl {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a broker is at some place");
        }
    }

    /** @param host name or address, without brackets */
    public record Place(String host, int port) {}

    /** @throws IllegalArgumentException for text of another form */
    static BrokerUrl parse(String text) {
        List<Place> places = new ArrayList<>();
        List<String> schemes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.strip().matches(FORM)) {
                throw new IllegalArgumentException("not an address of a broker");
            }
            URI uri = URI.create(part.strip());
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("not the name or address of a host");
            }
            places.add(new Place(uri.getHost().replaceAll("[\\[\\]]", ""), port(uri)));
            schemes.add(uri.getScheme());
        }
        if (schemes.stream().distinct().count() > 1) {
            throw new IllegalArgumentException("some with TLS and some without");
        }
        return new BrokerUrl(places, schemes.get(0).equals("tls"));
    }

    private static int port(URI uri) {
        if (uri.getPort() < 1 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("no port");
        }
        return uri.getPort();
    }
}
