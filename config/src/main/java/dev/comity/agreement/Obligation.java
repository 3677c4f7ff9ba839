package dev.comity.agreement;

import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a consumer binds itself to by its signature. The list is closed: an obligation that this build does not know stops
 * its agreement from loading.
 */
enum Obligation {
    /** What matches nothing at the consumer is deleted within a duration. */
    DELETE_UNMATCHED(Duration::parse, "a duration such as PT24H"),
    /** What was received is deleted after a period. */
    RETAIN_AT_MOST(LimitReader::amount, "a period such as P5Y or a duration such as PT72H"),
    /** Nothing received goes to a third party. */
    NO_ONWARD_TRANSFER,
    /** No measure against a person without a person's decision. */
    HUMAN_DECISION,
    /** A record that its source revokes is revoked here too. */
    PROCESS_REVOCATION,
    /** Nobody tries to find out whom a record without names is about. */
    NO_REIDENTIFICATION,
    /** What was received serves the case that was named and is deleted with it. */
    THIS_CASE_ONLY,
    /** Asked again when the answer's own date of review or expiry comes, before it is relied upon further. */
    ASK_AGAIN_WHEN_DUE,
    /** The persons concerned are told afterwards who saw what. */
    NOTIFY_SUBJECTS,
    /** Somebody who did not take part reviews the use within a duration. */
    REVIEW_WITHIN(LimitReader::amount, "a duration such as PT72H");

    private final Optional<Function<String, ?>> reader;
    private final String expected;

    Obligation() {
        this.reader = Optional.empty();
        this.expected = "no value";
    }

    Obligation(Function<String, ?> reader, String expected) {
        this.reader = Optional.of(reader);
        this.expected = expected;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(Obligation::code).toList();
    }

    /** Whether a written form begins with a word of the list. */
    static boolean isKnown(String written) {
        return codes().contains(written.replaceFirst(":.*", ""));
    }

    /** Reads {@code no-onward-transfer} or {@code delete-unmatched: PT24H}; the written form is the result. */
    static Optional<String> read(YamlNode item, List<Problem> problems) {
        boolean pair = item.kind() == YamlNode.Kind.MAPPING && item.members().size() == 1;
        if (!pair && item.kind() != YamlNode.Kind.SCALAR) {
            problems.add(item.error(
                    "an obligation is a word, or a word and its value; known: " + String.join(", ", codes())));
            return Optional.empty();
        }
        YamlNode name = pair ? item.members().values().iterator().next().name() : item;
        Optional<YamlNode> value =
                pair ? Optional.of(item.members().values().iterator().next().value()) : Optional.empty();
        Optional<Obligation> known = Arrays.stream(values())
                .filter(o -> o.code().equals(name.text()))
                .findFirst();
        if (known.isEmpty()) {
            problems.add(name.error("obligation '" + name.text() + "' is not one that this build knows how to honour."
                    + Suggestion.of(name.text(), codes())));
            return Optional.empty();
        }
        return known.get().withValue(name, value, problems);
    }

    private Optional<String> withValue(YamlNode name, Optional<YamlNode> value, List<Problem> problems) {
        if (reader.isEmpty() && value.isEmpty()) {
            return Optional.of(code());
        }
        try {
            String text = value.filter(v -> v.kind() == YamlNode.Kind.SCALAR)
                    .map(YamlNode::text)
                    .orElseThrow();
            reader.orElseThrow().apply(text);
            return Optional.of(code() + ": " + text);
        } catch (DateTimeException | IllegalArgumentException | java.util.NoSuchElementException e) {
            problems.add(value.orElse(name).error("obligation '" + code() + "' takes " + expected));
            return Optional.empty();
        }
    }
}
