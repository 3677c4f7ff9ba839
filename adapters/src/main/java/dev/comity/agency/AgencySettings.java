package dev.comity.agency;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.client.HubAccess;
import dev.comity.client.TlsStores;
import dev.comity.json.Json;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * {@code agency.yaml}: an agency's own side. Relative paths are relative to the file's folder.
 *
 * @param agency slug
 * @param hub id of the hub
 * @param endpoint file that holds host and port of the hub's broker ({@code hub/endpoint.json}); read anew at each connect
 * @param passwordFile of the agency's broker user
 * @param folder the agency's data folder: keys/, agency.mv.db, source/, send/, received/, receipts/, not-sendable/
 * @param trust the agency's trust.yaml
 * @param directory folder of the registrar's statements
 * @param config configuration folder whose signed agreements the agency checks itself
 * @param schemas folder of the record types
 * @param adapters adapter folders to run, sources and sinks
 * @param witnessPort where it takes checkpoints to cosign over HTTP, on the loopback address, 0 for a free port; empty where it opens no
 *     port and is asked over its own address at the hub
 * @param parameters values for the adapters' placeholders, by {@code <adapter id>.<name>}
 * @param protocol that it speaks to the hub's broker; core unless told
 * @param tls certificates of its connection to the hub; empty for one in clear
 * @param observePort where health and metrics are shown, on the loopback address, 0 for a free port; empty where they are not
 */
public record AgencySettings(
        String agency,
        String hub,
        Path endpoint,
        Path passwordFile,
        Path folder,
        Path trust,
        Path directory,
        Path config,
        Path schemas,
        List<Path> adapters,
        OptionalInt witnessPort,
        Map<String, String> parameters,
        HubAccess.Protocol protocol,
        Optional<TlsStores> tls,
        OptionalInt observePort) {

    private static final int MAX_PORT = 65_535;

    public AgencySettings {
        adapters = List.copyOf(adapters);
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** In clear, over the broker's own protocol, observed by nobody. */
    public AgencySettings(
            String agency,
            String hub,
            Path endpoint,
            Path passwordFile,
            Path folder,
            Path trust,
            Path directory,
            Path config,
            Path schemas,
            List<Path> adapters,
            OptionalInt witnessPort,
            Map<String, String> parameters) {
        this(
                agency,
                hub,
                endpoint,
                passwordFile,
                folder,
                trust,
                directory,
                config,
                schemas,
                adapters,
                witnessPort,
                parameters,
                HubAccess.Protocol.CORE,
                Optional.empty(),
                OptionalInt.empty());
    }

    /** Where the hub's broker is, and as whom the agency comes to it. */
    public HubAccess access() {
        return new HubAccess(agency, endpoint, passwordFile, tls, protocol);
    }

    /**
     * @param problems gets everything wrong in the file, with positions
     * @return null if there is an error among the problems that this call added
     * @throws IOException if the file cannot be read
     */
    public static AgencySettings load(Path file, List<Problem> problems) throws IOException {
        List<Problem> found = new ArrayList<>();
        String name = file.getFileName().toString();
        Optional<YamlNode> root = YamlDocument.parse(name, Files.readAllBytes(file), found);
        Path base = file.toAbsolutePath().normalize().getParent();
        AgencySettings settings = root.map(node -> read(node, base, found)).orElse(null);
        problems.addAll(found);
        return found.stream().anyMatch(Problem::isError) ? null : settings;
    }

    private static AgencySettings read(YamlNode root, Path base, List<Problem> problems) {
        YamlObject yaml = new YamlObject(root, problems);
        yaml.integer("v", 1, 1);
        AgencySettings settings = new AgencySettings(
                yaml.value("agency", "a slug: lower case letters, digits and hyphens", AgencySettings::slug)
                        .orElse(""),
                yaml.value("hub", "a slug: lower case letters, digits and hyphens", AgencySettings::slug)
                        .orElse(""),
                path(yaml, "endpoint", base),
                path(yaml, "password", base),
                path(yaml, "folder", base),
                path(yaml, "trust", base),
                path(yaml, "directory", base),
                path(yaml, "config", base),
                path(yaml, "schemas", base),
                paths(yaml, base, problems),
                port(yaml, "witness-port"),
                parameters(yaml, problems),
                yaml.optionalValue("protocol", "core or amqp", AgencySettings::protocol)
                        .orElse(HubAccess.Protocol.CORE),
                yaml.optional("tls").map(node -> stores(new YamlObject(node, problems), base)),
                port(yaml, "observe-port"));
        yaml.finish();
        return settings;
    }

    private static String slug(String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("not a slug");
        }
        return text;
    }

    private static OptionalInt port(YamlObject yaml, String name) {
        return yaml.optional(name).isPresent() ? yaml.integer(name, 0, MAX_PORT) : OptionalInt.empty();
    }

    private static HubAccess.Protocol protocol(String text) {
        return switch (text) {
            case "core" -> HubAccess.Protocol.CORE;
            case "amqp" -> HubAccess.Protocol.AMQP;
            default -> throw new IllegalArgumentException("not a protocol");
        };
    }

    private static TlsStores stores(YamlObject tls, Path base) {
        TlsStores stores = new TlsStores(
                path(tls, "trust-store", base),
                tls.optionalText("key-store").map(text -> base.resolve(text).normalize()),
                path(tls, "password", base));
        tls.finish();
        return stores;
    }

    private static Path path(YamlObject yaml, String name, Path base) {
        return yaml.value(name, "a path", text -> base.resolve(text).normalize())
                .orElse(base);
    }

    private static List<Path> paths(YamlObject yaml, Path base, List<Problem> problems) {
        List<Path> paths = new ArrayList<>();
        for (YamlNode item : yaml.list("adapters")) {
            if (item.kind() == YamlNode.Kind.SCALAR) {
                paths.add(base.resolve(item.text()).normalize());
            } else {
                problems.add(
                        item.error("a path of an adapter folder was expected, and " + item.found() + " was found"));
            }
        }
        return paths;
    }

    private static Map<String, String> parameters(YamlObject yaml, List<Problem> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        yaml.optional("parameters").ifPresent(node -> {
            YamlObject mapping = new YamlObject(node, problems);
            node.members().keySet().forEach(name -> mapping.text(name).ifPresent(text -> values.put(name, text)));
        });
        return values;
    }

    /** The same with other adapters, and values for their parameters beside those that are there. */
    public AgencySettings with(List<Path> others, Map<String, String> further) {
        Map<String, String> values = new LinkedHashMap<>(parameters);
        values.putAll(further);
        return new AgencySettings(
                agency,
                hub,
                endpoint,
                passwordFile,
                folder,
                trust,
                directory,
                config,
                schemas,
                others,
                witnessPort,
                values,
                protocol,
                tls,
                observePort);
    }

    /** The file's text, in the format that {@link #load} reads. */
    public String toYaml() {
        StringBuilder yaml = new StringBuilder("v: 1\n");
        Map<String, Object> scalars = new LinkedHashMap<>();
        scalars.put("agency", agency);
        scalars.put("hub", hub);
        scalars.put("endpoint", endpoint);
        scalars.put("password", passwordFile);
        scalars.put("folder", folder);
        scalars.put("trust", trust);
        scalars.put("directory", directory);
        scalars.put("config", config);
        scalars.put("schemas", schemas);
        scalars.forEach((name, value) ->
                yaml.append(name).append(": ").append(quoted(value)).append('\n'));
        yaml.append(adapters.isEmpty() ? "adapters: []\n" : "adapters:\n");
        adapters.forEach(path -> yaml.append("  - ").append(quoted(path)).append('\n'));
        witnessPort.ifPresent(port -> yaml.append("witness-port: ").append(port).append('\n'));
        yaml.append(parameters.isEmpty() ? "parameters: {}\n" : "parameters:\n");
        new TreeMap<>(parameters)
                .forEach((name, value) -> yaml.append("  ")
                        .append(quoted(name))
                        .append(": ")
                        .append(quoted(value))
                        .append('\n'));
        more(yaml);
        return yaml.toString();
    }

    private void more(StringBuilder yaml) {
        if (protocol != HubAccess.Protocol.CORE) {
            yaml.append("protocol: ")
                    .append(protocol.name().toLowerCase(Locale.ROOT))
                    .append('\n');
        }
        observePort.ifPresent(port -> yaml.append("observe-port: ").append(port).append('\n'));
        tls.ifPresent(stores -> {
            yaml.append("tls:\n  trust-store: ").append(quoted(stores.trustStore()));
            stores.keyStore().ifPresent(file -> yaml.append("\n  key-store: ").append(quoted(file)));
            yaml.append("\n  password: ").append(quoted(stores.passwordFile())).append('\n');
        });
    }

    private static String quoted(Object value) {
        // A JSON string is a YAML 1.2 double-quoted scalar.
        return Json.text(TextNode.valueOf(value.toString()));
    }
}
