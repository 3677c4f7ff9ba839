package dev.comity.config;

import dev.comity.envelope.EnvelopeLimits;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code hub.yaml}. */
final class HubSettingsReader {

    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";
    private static final String ORIGIN = "[a-z0-9][a-z0-9.-]{0,200}(/[a-z0-9._-]+)*";
    /** No query but for these words: a password in it would be in every bundle. */
    private static final String POSTGRESQL =
            "|jdbc:postgresql://[A-Za-z0-9.:\\[\\]-]+/[\\w-]+(\\?(sslmode|sslrootcert|connectTimeout|currentSchema)=[^&@\\s]*"
                    + "(&(sslmode|sslrootcert|connectTimeout|currentSchema)=[^&@\\s]*)*)?";

    private static final Duration LONGEST_WAIT = Duration.ofDays(30);
    private static final String NODE = "[a-z0-9][a-z0-9-]{0,31}";

    private static final String HOST = "[A-Za-z0-9][A-Za-z0-9.:-]{0,252}|::1";

    private final SettingReader settings;
    private final List<Problem> problems;

    HubSettingsReader(Map<String, String> environment, List<Problem> problems) {
        this.settings = new SettingReader(environment, problems);
        this.problems = problems;
    }

    HubSettings read(Optional<YamlNode> root) {
        Optional<YamlObject> top = root.map(node -> new YamlObject(node, problems));
        top.ifPresent(this::version);
        Optional<YamlObject> broker = section(top, "broker");
        Optional<YamlObject> tls = section(top, "tls");
        Optional<YamlObject> cluster = section(top, "cluster");
        Optional<YamlObject> intake = section(top, "intake");
        Optional<YamlObject> batch = section(top, "batch");
        Optional<YamlObject> delivery = section(top, "delivery");
        Optional<YamlObject> limits = section(top, "limits");
        Optional<YamlObject> index = section(top, "index");
        Optional<YamlObject> evidence = section(top, "evidence");
        EnvelopeLimits envelopes = limits(limits);
        String id = settings.read(top, "", "id", "city-hub", "a slug such as city-hub", matching(SLUG));
        String origin = settings.read(
                top,
                "",
                "origin",
                "hub.example.gov/log/1",
                "a name without scheme such as hub.example.gov/log/1",
                matching(ORIGIN));
        Optional<ClusterSettings> nodes = nodes(cluster);
        HubSettings hub = new HubSettings(
                id,
                nodes.flatMap(ClusterSettings::node)
                        .map(node -> origin + "/" + node)
                        .orElse(origin),
                settings.read(
                        top, "", "zone", ZoneId.of("Asia/Shanghai"), "a time zone such as Asia/Shanghai", ZoneId::of),
                settings.read(broker, "broker.", "host", "127.0.0.1", "a host name or address", matching(HOST)),
                whole(broker, "broker.", "port", 0, 0, 65_535),
                external(broker),
                tls(tls),
                nodes,
                duration(intake, "intake.", "clock-skew", Duration.ofMinutes(5), Duration.ZERO, Duration.ofHours(1)),
                everyAgency(intake, envelopes),
                whole(batch, "batch.", "size", 100, 1, 10_000),
                duration(batch, "batch.", "wait", Duration.ofMillis(20), Duration.ZERO, Duration.ofMinutes(1)),
                whole(delivery, "delivery.", "max-attempts", 10, 1, 1_000),
                duration(delivery, "delivery.", "keep", LONGEST_WAIT, Duration.ofSeconds(1), Duration.ofDays(3_650)),
                whole(delivery, "delivery.", "backlog", 100_000, 1, 1_000_000_000),
                whole(broker, "broker.", "queue-bytes", 16 * 1024 * 1024, 100_000, 1_000_000_000),
                envelopes,
                index(index),
                kept(evidence),
                settings.settings());
        List.of(broker, tls, cluster, intake, batch, delivery, limits, index, evidence, top)
                .forEach(part -> part.ifPresent(YamlObject::finish));
        requireBroker(hub);
        return hub;
    }

    /** Nodes meet at the broker, so it cannot be inside one of them. */
    private void requireBroker(HubSettings hub) {
        if (hub.cluster().flatMap(ClusterSettings::node).isPresent()
                && hub.external().isEmpty()) {
            problems.add(Problem.error(
                    "hub.yaml", 1, 1, "'cluster.node' needs 'broker.url': nodes share one external broker"));
        }
    }

    private Optional<ClusterSettings> nodes(Optional<YamlObject> section) {
        List<String> nodes = settings.read(
                section,
                "cluster.",
                "nodes",
                List.of(),
                "names of nodes with commas between, such as 1,2, or nothing for one hub alone",
                text -> text.isEmpty()
                        ? List.<String>of()
                        : Stream.of(text.split(",", -1))
                                .map(String::strip)
                                .map(name -> within(name, name.matches(NODE)))
                                .toList());
        String node = settings.read(
                section, "cluster.", "node", "", "the name of this node, one of cluster.nodes", matching("|" + NODE));
        if (nodes.isEmpty() && node.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClusterSettings(nodes, Optional.of(node).filter(name -> !name.isEmpty())));
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error("hub.yaml", 1, 1, "'cluster': " + e.getMessage()));
            return Optional.empty();
        }
    }

    private void version(YamlObject top) {
        top.integer("v", 1, 1);
    }

    private Optional<YamlObject> section(Optional<YamlObject> top, String name) {
        return top.flatMap(yaml -> yaml.optional(name)).map(node -> new YamlObject(node, problems));
    }

    private AgencyLimits everyAgency(Optional<YamlObject> section, EnvelopeLimits envelopes) {
        return new AgencyLimits(
                whole(section, "intake.", "rate", 0, 0, 1_000_000),
                whole(section, "intake.", "burst", 1_000, 1, 1_000_000),
                envelopes.maxCompactBytes(),
                settings.read(
                        section,
                        "intake.",
                        "beyond",
                        AgencyLimits.Beyond.WAIT,
                        "wait or refuse",
                        AgencyLimits.Beyond::of));
    }

    private Optional<BrokerAccess> external(Optional<YamlObject> section) {
        Optional<BrokerUrl> url = settings.read(
                section,
                "broker.",
                "url",
                Optional.empty(),
                "tcp://host:port or tls://host:port, several with commas between, or nothing for the broker inside the hub",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(BrokerUrl.parse(text)));
        String user = settings.read(
                section, "broker.", "user", "_hub", "the hub's user at the broker", matching("[\\w.-]{1,63}"));
        String password = path(section, "password-file", "hub/broker.password");
        String trustStore = path(section, "trust-store", "");
        String trustPassword = path(section, "trust-store-password-file", "");
        String keyStore = path(section, "key-store", "");
        String keyPassword = path(section, "key-store-password-file", "");
        try {
            return url.map(at -> new BrokerAccess(
                    at,
                    user,
                    Path.of(password),
                    given(trustStore),
                    given(trustPassword),
                    given(keyStore),
                    given(keyPassword)));
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error("hub.yaml", 1, 1, "'broker': " + e.getMessage()));
            return Optional.empty();
        }
    }

    private String path(Optional<YamlObject> section, String name, String otherwise) {
        return settings.read(
                section,
                "broker.",
                name,
                otherwise,
                "the path of a file, absolute or relative to the data folder",
                matching("[^\\p{Cntrl}]{0,4096}"));
    }

    private static Optional<Path> given(String path) {
        return Optional.of(path).filter(text -> !text.isEmpty()).map(Path::of);
    }

    /** All of it or nothing: a certificate whose password is missing must not become a connection in clear. */
    private Optional<HubSettings.TlsSettings> tls(Optional<YamlObject> section) {
        Optional<Path> keyStore = tlsPath(section, "key-store");
        Optional<Path> trustStore = tlsPath(section, "trust-store");
        Optional<Path> password = tlsPath(section, "password");
        if (keyStore.isPresent() && password.isPresent()) {
            return Optional.of(new HubSettings.TlsSettings(keyStore.get(), trustStore, password.get()));
        }
        if (keyStore.isPresent() || trustStore.isPresent() || password.isPresent()) {
            problems.add(Problem.error(
                    "hub.yaml",
                    section.map(s -> s.node().line()).orElse(0),
                    section.map(s -> s.node().column()).orElse(0),
                    "TLS needs 'tls.key-store' and 'tls.password', the file with its password"));
        }
        return Optional.empty();
    }

    private Optional<Path> tlsPath(Optional<YamlObject> section, String name) {
        String text = settings.read(
                section,
                "tls.",
                name,
                "",
                "the path of a file, absolute or relative to the data folder",
                matching("[^\\p{Cntrl}]{0,4096}"));
        return given(text);
    }

    private EnvelopeLimits limits(Optional<YamlObject> section) {
        EnvelopeLimits standard = EnvelopeLimits.DEFAULT;
        return new EnvelopeLimits(
                whole(section, "limits.", "compact-bytes", standard.maxCompactBytes(), 1_000, 100_000_000),
                whole(section, "limits.", "record-bytes", standard.maxRecordBytes(), 1_000, 50_000_000),
                whole(section, "limits.", "disclosures", standard.maxDisclosures(), 1, 100_000),
                whole(section, "limits.", "depth", standard.maxDepth(), 1, 64));
    }

    private HubSettings.IndexSettings index(Optional<YamlObject> section) {
        String url = settings.read(
                section,
                "index.",
                "url",
                "",
                "a PostgreSQL address such as jdbc:postgresql://127.0.0.1/comity, without a password, which"
                        + " COMITY_INDEX_PASSWORD or COMITY_INDEX_PASSWORD_FILE gives",
                matching(POSTGRESQL));
        String user = settings.read(section, "index.", "user", "comity", "a database user", matching("[\\w.-]{1,63}"));
        return new HubSettings.IndexSettings(Optional.of(url).filter(given -> !given.isEmpty()), user);
    }

    private Period kept(Optional<YamlObject> section) {
        return settings.read(section, "evidence.", "keep", Period.ofYears(3), "a period such as P3Y, or P0D", text -> {
            Period period = Period.parse(text);
            return within(period, !period.isNegative());
        });
    }

    private int whole(Optional<YamlObject> section, String prefix, String name, int otherwise, int min, int max) {
        return settings.read(section, prefix, name, otherwise, "a whole number from " + min + " to " + max, text -> {
            int number = Integer.parseInt(text);
            return within(number, number >= min && number <= max);
        });
    }

    private Duration duration(
            Optional<YamlObject> section, String prefix, String name, Duration otherwise, Duration min, Duration max) {
        return settings.read(section, prefix, name, otherwise, "a duration from " + min + " to " + max, text -> {
            Duration duration = Duration.parse(text);
            return within(duration, duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0);
        });
    }

    private static Function<String, String> matching(String form) {
        return text -> within(text, text.matches(form));
    }

    private static <T> T within(T value, boolean right) {
        if (!right) {
            throw new IllegalArgumentException("out of bounds");
        }
        return value;
    }
}
