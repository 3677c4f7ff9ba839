package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes derived fields with the fixed semantics of the domain: the source before sealing, the hub where it needs no
 * secret.
 *
 * <p>Predicates over dates answer {@code yes}, {@code no} or {@code indeterminate}: a date of which only the year or month
 * is known is indeterminate, never no. A day that a year lacks (29 February) counts as the last day of its month. {@code
 * band} names its edges: {@code <100}, {@code 100..<200}, {@code >=200} where the lower edge belongs to the band, {@code
 * <=100}, {@code >100..200}, {@code >200} where the upper one does. A pseudonym is the same for the same key, source field
 * and value, and nothing else.
 */
public final class Derivations {

    static final String INDETERMINATE = "indeterminate";

    private Derivations() {}

    /**
     * @param record holds the source field; empty result where it is absent, but for {@code exists}, which is then false,
     *     and {@code meets}, which is then indeterminate: do not recompute them from a record that is disclosed in part
     * @param pseudonymKey 32 bytes for a derivation that needs a secret
     * @param asOf rounded down to the month by this method
     * @throws IllegalArgumentException where the source value is not of the form that the schema asks, or the key is
     *     missing
     */
    public static Optional<JsonNode> compute(
            Derivation derivation, ObjectNode record, Optional<byte[]> pseudonymKey, Instant asOf, ZoneId zone) {
        return compute(derivation, record, pseudonymKey, asOf, zone, Optional.empty());
    }

    /**
     * As above, in answer to a question that presents a value.
     *
     * @param presented what {@code equals} compares the source with, or each element where the source lies in an array;
     *     empty result of {@code equals} where there is none, or nothing to compare it with
     */
    public static Optional<JsonNode> compute(
            Derivation derivation,
            ObjectNode record,
            Optional<byte[]> pseudonymKey,
            Instant asOf,
            ZoneId zone,
            Optional<JsonNode> presented) {
        DerivationFunction function = DerivationFunction.of(derivation.function())
                .orElseThrow(() -> new IllegalArgumentException("unknown function: " + derivation.function()));
        if (function == DerivationFunction.EQUALS) {
            return presented
                    .flatMap(value -> Comparison.of(all(record, derivation.from()), value))
                    .map(TextNode::valueOf);
        }
        JsonNode source = at(record, derivation.from());
        boolean absent = source.isMissingNode() || source.isNull();
        if (absent && !function.readsAbsence()) {
            return Optional.empty();
        }
        LocalDate month = month(asOf, zone);
        return switch (function) {
            case EXISTS -> Optional.of(BooleanNode.valueOf(!absent && !(source.isContainerNode() && source.isEmpty())));
            case MEETS -> text(Terms.answer(derivation.arguments(), record, month, zone));
            case AGE_AT_LEAST, AGE_BAND, HELD_YEARS_AT_LEAST ->
                text(PartialDate.parse(textOf(source), zone)
                        .day()
                        .map(day -> Ages.of(function, day, derivation.arguments(), month))
                        .orElse(INDETERMINATE));
            default -> value(function, derivation, source, pseudonymKey, zone);
        };
    }

    private static Optional<JsonNode> value(
            DerivationFunction function, Derivation derivation, JsonNode source, Optional<byte[]> key, ZoneId zone) {
        ObjectNode arguments = derivation.arguments();
        return switch (function) {
            case COUNT ->
                Optional.of(IntNode.valueOf(Math.max(
                        0, elements(source, arguments) - arguments.path("less").asInt())));
            case YEAR_ONLY -> text(PartialDate.parse(textOf(source), zone).year());
            case TRUNCATE_DIVISION ->
                truncated(textOf(source), arguments.path("digits").asInt());
            case BAND -> text(Band.of(arguments).labelOf(source));
            case PSEUDONYM ->
                text(Pseudonym.of(
                        key.orElseThrow(() -> new IllegalArgumentException("a pseudonym needs a key")),
                        derivation.from(),
                        scalar(source)));
            case MASK_NAME -> text(MaskedName.of(textOf(source)));
            case MASK_MIDDLE -> text(MaskedMiddle.of(textOf(source), arguments));
            case IN_ZONE -> text(Zone.answer(arguments, textOf(source)));
            default -> throw new IllegalStateException("not a function of one value: " + function.written());
        };
    }

    /** The day that questions about dates are answered for. */
    static LocalDate month(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate().withDayOfMonth(1);
    }

    static JsonNode at(ObjectNode record, FieldPath path) {
        JsonNode at = record;
        for (String step : path.steps()) {
            at = at.path(step);
        }
        return at;
    }

    /** The values at a path, one for each element of the arrays on its way. */
    private static List<JsonNode> all(JsonNode record, FieldPath path) {
        List<JsonNode> values = List.of(record);
        for (String step : path.steps()) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode value : values) {
                if (step.equals("[]")) {
                    value.forEach(next::add);
                } else if (value.hasNonNull(step)) {
                    next.add(value.get(step));
                }
            }
            values = next;
        }
        return values;
    }

    private static Optional<JsonNode> truncated(String code, int digits) {
        if (!DivisionCodes.isCode(code)) {
            throw new IllegalArgumentException("expected a division code of 2, 4, 6, 9 or 12 digits");
        }
        // A province has no county: what is not known is left out, not filled up.
        return code.length() < digits ? Optional.empty() : text(code.substring(0, digits));
    }

    private static int elements(JsonNode source, ObjectNode arguments) {
        if (!source.isArray()) {
            throw new IllegalArgumentException("expected an array");
        }
        String without = arguments.path("without").asText();
        int elements = 0;
        for (JsonNode element : source) {
            elements += without.isEmpty() || !element.hasNonNull(without) ? 1 : 0;
        }
        return elements;
    }

    static String scalar(JsonNode source) {
        return source.isIntegralNumber() ? source.bigIntegerValue().toString() : textOf(source);
    }

    static String textOf(JsonNode source) {
        if (!source.isTextual()) {
            throw new IllegalArgumentException("expected text");
        }
        return source.textValue();
    }

    private static Optional<JsonNode> text(String value) {
        return Optional.of(TextNode.valueOf(value));
    }
}
