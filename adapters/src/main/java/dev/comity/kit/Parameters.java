package dev.comity.kit;

import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the placeholders of a route stand for while it is tested: each parameter's default, else its first example. Parameters of the
 * agency's other adapters count too, since one process runs them together.
 */
final class Parameters {

    static final String AGENCY_FOLDER = "agency.folder";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    /** Defaults may name other placeholders; a ring of them would never end. */
    private static final int MOST_ROUNDS = 8;

    private final Map<String, Optional<String>> values;

    private Parameters(Map<String, Optional<String>> values) {
        this.values = values;
    }

    static Parameters of(Subject subject) throws IOException {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        values.put(AGENCY_FOLDER, Optional.of("/agency"));
        values.put("agency.id", Optional.of("agency"));
        subject.description().value().ifPresent(root -> declared(root, values));
        Path agency = subject.folder().toAbsolutePath().normalize().getParent();
        try (Stream<Path> siblings = Files.list(agency)) {
            for (Path sibling : siblings.sorted().toList()) {
                Path file = sibling.resolve(Subject.DESCRIPTION);
                if (Files.isRegularFile(file)) {
                    YamlDocument.parse(file.toString(), Files.readAllBytes(file), new ArrayList<>())
                            .ifPresent(root -> declared(root, values));
                }
            }
        }
        return new Parameters(values);
    }

    private static void declared(YamlNode root, Map<String, Optional<String>> values) {
        Optional<String> id = member(root, "adapter").map(YamlNode::text);
        if (id.isPresent()) {
            values.putIfAbsent(id.get() + ".here", Optional.of("/adapter"));
            properties(root).forEach((name, node) -> values.putIfAbsent(id.get() + "." + name, value(node)));
        }
    }

    /** The parameters that a description declares, with the place of each. */
    static Map<String, YamlNode> properties(YamlNode description) {
        Map<String, YamlNode> properties = new LinkedHashMap<>();
        member(description, "parameters")
                .flatMap(node -> member(node, "properties"))
                .ifPresent(node -> node.members().forEach((name, member) -> properties.put(name, member.value())));
        return properties;
    }

    static Optional<YamlNode> member(YamlNode node, String name) {
        return Optional.ofNullable(node.members().get(name)).map(YamlNode.Member::value);
    }

    private static Optional<String> value(YamlNode property) {
        return member(property, "default")
                .or(() -> member(property, "examples")
                        .flatMap(list -> list.items().stream().findFirst()))
                .map(YamlNode::text);
    }

    /** By name as a route writes it; without a value where there is neither a default nor an example. */
    Map<String, Optional<String>> values() {
        return Collections.unmodifiableMap(values);
    }

    /** A value for every placeholder of a file: its own, or any text where it has none. */
    Map<String, String> filled(YamlNode root) {
        Map<String, String> filled = new LinkedHashMap<>();
        values.forEach((name, value) -> filled.put(name, value.orElse("none")));
        fill(root, filled);
        return filled;
    }

    private static void fill(YamlNode node, Map<String, String> filled) {
        names(node.text()).forEach(name -> filled.putIfAbsent(name, "none"));
        node.members().values().forEach(member -> fill(member.value(), filled));
        node.items().forEach(item -> fill(item, filled));
    }

    /** The names between {@code {{} and {@code }}} of a text. */
    static List<String> names(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The text with every placeholder replaced that has a value. */
    String resolved(String text) {
        String resolved = text;
        for (int round = 0; round < MOST_ROUNDS && resolved.contains("{{"); round++) {
            resolved = PLACEHOLDER
                    .matcher(resolved)
                    .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), Optional.empty())
                            .orElse(found.group())));
        }
        return resolved;
    }

    /** Placeholders in a file's values that nothing declares, each with its place. */
    List<Problem> undeclared(YamlNode root) {
        List<Problem> problems = new ArrayList<>();
        undeclared(root, problems);
        return problems;
    }

    private void undeclared(YamlNode node, List<Problem> problems) {
        for (String name : names(node.text())) {
            if (!values.containsKey(name)) {
                problems.add(
                        node.error("'{{" + name + "}}' is no parameter that an adapter.yaml of this agency declares."
                                + Suggestion.of(name, values.keySet())));
            }
        }
        node.members().values().forEach(member -> undeclared(member.value(), problems));
        node.items().forEach(item -> undeclared(item, problems));
    }
}
