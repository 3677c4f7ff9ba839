package dev.comity.kit;

import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place in a route where an endpoint is named.
 *
 * @param step name of the step, for instance {@code to}
 * @param uri the URI as it is written, placeholders included
 * @param parameters options that stand beside the URI
 */
record EndpointUse(String step, YamlNode uri, Map<String, YamlNode.Member> parameters) {

    private static final Set<String> SHORT = Set.of("from", "to", "toD", "to-d", "wireTap", "wire-tap");
    private static final Set<String> DYNAMIC = Set.of("toD", "to-d", "wireTap", "wire-tap", "poll", "pollEnrich");
    private static final Set<String> CONSUMERS = Set.of("from", "poll");

    /** Whether messages come from it. */
    boolean consumer() {
        return CONSUMERS.contains(step);
    }

    /** Whether {@code ${...}} in its URI is replaced for each message. */
    boolean dynamic() {
        return DYNAMIC.contains(step);
    }

    /** All of a route file, in its order. */
    static List<EndpointUse> in(YamlNode root) {
        List<EndpointUse> uses = new ArrayList<>();
        collect("", root, uses);
        return uses;
    }

    private static void collect(String step, YamlNode node, List<EndpointUse> uses) {
        YamlNode.Member uri = node.members().get("uri");
        if (uri != null && uri.value().kind() == Kind.SCALAR) {
            YamlNode.Member parameters = node.members().get("parameters");
            uses.add(new EndpointUse(
                    step,
                    uri.value(),
                    parameters == null ? Map.of() : parameters.value().members()));
        } else if (node.kind() == Kind.SCALAR && SHORT.contains(step)) {
            uses.add(new EndpointUse(step, node, Map.of()));
        }
        node.members().forEach((name, member) -> {
            if (!name.equals("beans") && !name.equals("uri")) {
                collect(name, member.value(), uses);
            }
        });
        node.items().forEach(item -> collect("", item, uses));
    }
}
