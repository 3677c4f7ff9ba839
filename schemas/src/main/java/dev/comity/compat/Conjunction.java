package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Several schemas that hold at once, with {@code allOf} and {@code $ref} taken apart.
 *
 * @param atoms that hold; each an object, or the schema {@code false}
 * @param not that do not hold
 * @param split choices (of {@code anyOf} and its like) whose branch is among the atoms already
 */
record Conjunction(List<SchemaNode> atoms, List<SchemaNode> not, Set<String> split) {

    static Conjunction of(List<SchemaNode> nodes) {
        return new Conjunction(List.of(), List.of(), Set.of()).and(nodes);
    }

    /** Remembers that a choice has been made. */
    Conjunction decided(String choice) {
        Set<String> more = new TreeSet<>(split);
        more.add(choice);
        return new Conjunction(atoms, not, more);
    }

    static Conjunction of(SchemaNode node) {
        return of(List.of(node));
    }

    Conjunction and(SchemaNode node) {
        return and(List.of(node));
    }

    Conjunction and(List<SchemaNode> nodes) {
        List<SchemaNode> atoms = new ArrayList<>(this.atoms);
        List<SchemaNode> not = new ArrayList<>(this.not);
        Set<String> seen = new LinkedHashSet<>();
        atoms.forEach(atom -> seen.add(atom.identity()));
        nodes.forEach(node -> take(node, atoms, not, seen));
        return new Conjunction(List.copyOf(atoms), List.copyOf(not), split);
    }

    Conjunction andNot(SchemaNode node) {
        List<SchemaNode> more = new ArrayList<>(not);
        more.add(node);
        return new Conjunction(atoms, List.copyOf(more), split);
    }

    Conjunction without(SchemaNode negative) {
        return new Conjunction(
                atoms, not.stream().filter(one -> one != negative).toList(), split);
    }

    private static void take(SchemaNode node, List<SchemaNode> atoms, List<SchemaNode> not, Set<String> seen) {
        if (node.isAny() || !seen.add(node.identity())) {
            return;
        }
        if (node.isNever()) {
            atoms.add(node);
            return;
        }
        if (node.has("$ref")) {
            // Where it leads out of the document nothing is known of it, which promises nothing.
            node.document()
                    .resolve(node.get("$ref").asText())
                    .ifPresent(
                            target -> take(new SchemaNode(node.document(), target, node.pointer()), atoms, not, seen));
            if (!node.draft().hasSiblingsOfReferences()) {
                return;
            }
        }
        atoms.add(node);
        for (int i = 0; i < node.get("allOf").size(); i++) {
            take(node.at("allOf", Integer.toString(i)), atoms, not, seen);
        }
        if (node.has("not")) {
            not.add(node.at("not"));
        }
    }

    /** The values of a word in every atom that has it. */
    List<JsonNode> all(String word) {
        return atoms.stream()
                .filter(atom -> atom.has(word))
                .map(atom -> atom.get(word))
                .toList();
    }

    /** As {@link #all}; of {@code dependencies}, which newer editions leave to the reader, only what older ones say. */
    private List<JsonNode> promised(String word) {
        return atoms.stream()
                .filter(atom -> atom.has(word) && atom.knows(word))
                .map(atom -> atom.get(word))
                .toList();
    }

    /** Names that an object must have. */
    Set<String> required() {
        Set<String> required = new TreeSet<>();
        all("required").forEach(list -> list.forEach(name -> required.add(name.asText())));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (String word : List.of("dependentRequired", "dependencies")) {
                for (JsonNode map : promised(word)) {
                    for (String name : List.copyOf(required)) {
                        for (JsonNode other : map.path(name)) {
                            grown |= map.path(name).isArray() && required.add(other.asText());
                        }
                    }
                }
            }
        }
        return required;
    }

    /** Tells this from others, whatever paths led to it. */
    String identity() {
        Set<String> parts = new TreeSet<>();
        atoms.forEach(atom -> parts.add(atom.identity()));
        not.forEach(one -> parts.add("!" + one.identity()));
        return String.join(" ", parts) + " / " + String.join(" ", split);
    }
}
