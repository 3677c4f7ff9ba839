package dev.comity.witnesses;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code hub/witnesses.yaml}: where witnesses take requests over HTTP, {@code http: {<agency>: <address>}}. A witness that is
 * not in it is asked over its own address at the broker.
 */
final class WitnessAddresses {

    private WitnessAddresses() {}

    /**
     * The addresses by agency; none where there is no file.
     *
     * @throws IOException if it cannot be read, or with every problem in it
     */
    static Map<String, URI> read(Path file) throws IOException {
        Map<String, URI> addresses = new TreeMap<>();
        if (!Files.exists(file)) {
            return addresses;
        }
        List<Problem> problems = new ArrayList<>();
        YamlDocument.parse(file.toString(), Files.readAllBytes(file), problems).ifPresent(root -> {
            YamlObject yaml = new YamlObject(root, problems);
            yaml.integer("v", 1, 1);
            yaml.required("http").ifPresent(http -> {
                YamlObject all = new YamlObject(http, problems);
                http.members()
                        .keySet()
                        .forEach(agency -> all.value(
                                        agency,
                                        "an address that begins with http:// or https://",
                                        WitnessAddresses::address)
                                .ifPresent(address -> addresses.put(agency, address)));
            });
            yaml.finish();
        });
        if (!problems.isEmpty()) {
            throw new IOException(
                    String.join("\n", problems.stream().map(Problem::toString).toList()));
        }
        return addresses;
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("not an address of HTTP");
        }
        return uri;
    }
}
