package dev.comity.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads a mapping member by member and collects every problem: a member that is missing, is of the wrong kind, or that
 * nobody asked for. Ask for all members, then call {@link #finish()}.
 */
public final class YamlObject {

    private final YamlNode node;
    private final List<Problem> problems;
    private final Map<String, Boolean> known = new LinkedHashMap<>();
    private final Map<String, Problem> missing = new LinkedHashMap<>();

    /** @param node if it is not a mapping that is a problem, and every member counts as absent without a further one */
    public YamlObject(YamlNode node, List<Problem> problems) {
        this.node = node;
        this.problems = problems;
        if (node.kind() != YamlNode.Kind.MAPPING) {
            problems.add(node.error("a mapping was expected here, and " + node.found() + " was found"));
        }
    }

    public YamlNode node() {
        return node;
    }

    /** The place of a member's name, or of the mapping where it is absent. */
    public YamlNode placeOf(String name) {
        YamlNode.Member member = node.members().get(name);
        return member == null ? node : member.name();
    }

    /** A member that may be absent. */
    public Optional<YamlNode> optional(String name) {
        known.put(name, true);
        return Optional.ofNullable(node.members().get(name)).map(YamlNode.Member::value);
    }

    /** A member that must be there; where it is not, that is a problem and the result is empty. */
    public Optional<YamlNode> required(String name) {
        Optional<YamlNode> value = optional(name);
        if (value.isEmpty() && node.kind() == YamlNode.Kind.MAPPING) {
            Problem problem = node.error("'" + name + "' is missing here");
            missing.put(name, problem);
            problems.add(problem);
        }
        return value;
    }

    /** A text that must be there. */
    public Optional<String> text(String name) {
        return required(name).flatMap(this::textOf);
    }

    /** A text that may be absent. */
    public Optional<String> optionalText(String name) {
        return optional(name).flatMap(this::textOf);
    }

    /** A required text turned into a value; an {@link IllegalArgumentException} or date error of the reader becomes the problem. */
    public <T> Optional<T> value(String name, String expected, Function<String, T> reader) {
        return required(name).flatMap(value -> read(value, name, expected, reader));
    }

    /** As {@link #value}, for a member that may be absent. */
    public <T> Optional<T> optionalValue(String name, String expected, Function<String, T> reader) {
        return optional(name).flatMap(value -> read(value, name, expected, reader));
    }

    /** A whole number within bounds that must be there. */
    public OptionalInt integer(String name, int min, int max) {
        Optional<Integer> value = value(name, "a whole number from " + min + " to " + max, text -> {
            int number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw new IllegalArgumentException("out of bounds");
            }
            return number;
        });
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    /** The items of a list that may be absent; something else is a problem. */
    public List<YamlNode> list(String name) {
        Optional<YamlNode> value = optional(name);
        if (value.isPresent() && value.get().kind() != YamlNode.Kind.SEQUENCE) {
            problems.add(value.get()
                    .error("'" + name + "' must be a list, and " + value.get().found() + " was found"));
            return List.of();
        }
        return value.map(YamlNode::items).orElse(List.of());
    }

    /** A mapping that must be there. */
    public Optional<YamlObject> object(String name) {
        return required(name).map(value -> new YamlObject(value, problems));
    }

    /** Reports every member that nobody asked for: the unknown is never passed over in silence. */
    public void finish() {
        for (YamlNode.Member member : node.members().values()) {
            String name = member.name().text();
            if (!known.containsKey(name)) {
                problems.add(
                        member.name().error("'" + name + "' is not known here." + Suggestion.of(name, known.keySet())));
                // A misspelt name is one mistake: the member that is missing for it is not a second one.
                Suggestion.nearest(name, known.keySet()).map(missing::remove).ifPresent(problems::remove);
            }
        }
    }

    private Optional<String> textOf(YamlNode value) {
        if (value.kind() != YamlNode.Kind.SCALAR) {
            problems.add(value.error("a text was expected here, and " + value.found() + " was found"));
            return Optional.empty();
        }
        return Optional.of(value.text());
    }

    private <T> Optional<T> read(YamlNode value, String name, String expected, Function<String, T> reader) {
        return textOf(value).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                problems.add(value.error("'" + name + "' must be " + expected + "; found '" + text + "'"));
                return Optional.empty();
            }
        });
    }

    /** Words that are allowed, for messages: {@code a, b, c}. */
    public static String listed(Collection<String> words) {
        return String.join(", ", words);
    }
}
