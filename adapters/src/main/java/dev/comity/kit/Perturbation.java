package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.Mapping;
import dev.comity.adapter.Mapping.Unmappable;
import dev.comity.adapter.SourceItem;
import dev.comity.json.Json;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds which source fields matter where a mapping's language does not ask for them by name: a field matters if some sample's record is
 * another when the field is left out or has another value.
 */
final class Perturbation {

    private final Trial trial;
    private final Mapping mapping;

    Perturbation(Trial trial) {
        this.trial = trial;
        this.mapping = trial.adapter().mapping().orElseThrow();
    }

    /** Those of these paths that matter. */
    Set<String> effective(Set<String> paths) {
        Set<String> effective = new TreeSet<>();
        trial.adapter().input().flatMap(input -> input.mark()).ifPresent(effective::add);
        trial.adapter().input().map(input -> input.key()).ifPresent(effective::add);
        trial.brought().stream()
                .flatMap(one -> one.items().stream())
                .filter(item -> item.item().problem().isEmpty())
                .forEach(item -> paths.stream()
                        .filter(path -> !effective.contains(path) && matters(item.item(), path))
                        .forEach(effective::add));
        return effective;
    }

    private boolean matters(SourceItem item, String path) {
        Optional<JsonNode> before = mapped(item, item.content());
        return !before.equals(mapped(item, changed(item.content(), path, true)))
                || !before.equals(mapped(item, changed(item.content(), path, false)));
    }

    private Optional<JsonNode> mapped(SourceItem item, ObjectNode content) {
        try {
            return Optional.of(mapping.map(
                    new SourceItem(item.place(), item.digest(), content, Json.text(content), item.problem())));
        } catch (Unmappable e) {
            return Optional.empty();
        }
    }

    private static ObjectNode changed(ObjectNode item, String path, boolean remove) {
        ObjectNode copy = item.deepCopy();
        change(copy, path.split("\\.", 2), remove);
        return copy;
    }

    private static void change(JsonNode node, String[] path, boolean remove) {
        String name = path[0].replace("[]", "");
        if (!(node instanceof ObjectNode object) || !object.has(name)) {
            return;
        }
        JsonNode value = object.get(name);
        if (path.length == 2) {
            (value instanceof ArrayNode array
                            ? array
                            : Json.object().arrayNode().add(value))
                    .forEach(inside -> change(inside, path[1].split("\\.", 2), remove));
        } else if (remove) {
            object.remove(name);
        } else if (value.isNumber()) {
            object.put(name, value.decimalValue().add(BigDecimal.ONE));
        } else {
            object.put(name, value.asText() + "x");
        }
    }
}
