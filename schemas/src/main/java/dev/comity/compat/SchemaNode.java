package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One schema inside a document.
 *
 * @param pointer where it was come upon, as a JSON pointer from the root of the compared schema
 */
record SchemaNode(SchemaDocument document, JsonNode json, String pointer) {

    /** The schema that a word holds. */
    SchemaNode at(String word) {
        return new SchemaNode(document, json.path(word), pointer + "/" + word);
    }

    /** The schema that a word holds under a name, or in a list at an index. */
    SchemaNode at(String word, String name) {
        JsonNode inside = json.path(word);
        JsonNode found = inside.isArray() ? inside.path(Integer.parseInt(name)) : inside.path(name);
        return new SchemaNode(
                document,
                found,
                pointer + "/" + word + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    boolean has(String word) {
        return json.has(word);
    }

    JsonNode get(String word) {
        return json.path(word);
    }

    /** Whether this edition certainly acts on a word. */
    boolean knows(String word) {
        return !word.equals("dependencies") || !draft().hasSiblingsOfReferences();
    }

    Draft draft() {
        return document.draft();
    }

    /** Whether it accepts everything: {@code true} or no word at all. */
    boolean isAny() {
        return json.isMissingNode() || (json.isBoolean() ? json.asBoolean() : json.isObject() && json.isEmpty());
    }

    /** Whether it is {@code false}. */
    boolean isNever() {
        return json.isBoolean() && !json.asBoolean();
    }

    /** Whether both say the same, letter for letter, and mean the same by it. */
    boolean sameAs(SchemaNode other) {
        return json.equals(other.json)
                && draft() == other.draft()
                && (document == other.document
                        || document.root().equals(other.document.root())
                        || !SchemaDocument.hasReference(json));
    }

    /** Tells this schema from others, whatever path led to it. */
    String identity() {
        return System.identityHashCode(json) + ":" + json.hashCode();
    }
}
