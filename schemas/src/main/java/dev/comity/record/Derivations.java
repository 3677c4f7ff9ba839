package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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

    private static final String INDETERMINATE = "indeterminate";

    private Derivations() {}

    /**
     * @param record holds the source field; empty result where it is absent, but for {@code exists}, which is then false:
     *     do not recompute it from a record that is disclosed in part
     * @param pseudonymKey 32 bytes for a derivation that needs a secret
     * @param asOf rounded down to the month by this method
     * @throws IllegalArgumentException where the source value is not of the form that the schema asks, or the key is
     *     missing
     */
    public static Optional<JsonNode> compute(
            Derivation derivation, ObjectNode record, Optional<byte[]> pseudonymKey, Instant asOf, ZoneId zone) {
        DerivationFunction function = DerivationFunction.of(derivation.function())
                .orElseThrow(() -> new IllegalArgumentException("unknown function: " + derivation.function()));
        JsonNode source = at(record, derivation.from());
        if (function == DerivationFunction.EXISTS) {
            return Optional.of(BooleanNode.valueOf(!source.isMissingNode() && !source.isNull()));
        }
        if (source.isMissingNode() || source.isNull()) {
            return Optional.empty();
        }
        LocalDate month = asOf.atZone(zone).toLocalDate().withDayOfMonth(1);
        return value(function, derivation, source, pseudonymKey, month);
    }

    private static Optional<JsonNode> value(
            DerivationFunction function,
            Derivation derivation,
            JsonNode source,
            Optional<byte[]> key,
            LocalDate month) {
        ObjectNode arguments = derivation.arguments();
        return switch (function) {
            case EXISTS -> throw new IllegalStateException("exists has no value to read");
            case COUNT -> Optional.of(IntNode.valueOf(elements(source)));
            case YEAR_ONLY -> text(date(source).year());
            case TRUNCATE_DIVISION ->
                truncated(textOf(source), arguments.path("digits").asInt());
            case BAND -> text(Band.of(arguments).labelOf(source));
            case AGE_AT_LEAST ->
                text(date(source)
                        .day()
                        .map(birth -> Ages.atLeast(birth, arguments, month))
                        .orElse(INDETERMINATE));
            case AGE_BAND ->
                text(date(source)
                        .day()
                        .map(birth -> Ages.band(birth, arguments.path("width").asInt(), month))
                        .orElse(INDETERMINATE));
            case HELD_YEARS_AT_LEAST ->
                text(date(source)
                        .day()
                        .map(since -> Ages.held(since, arguments.path("years").asInt(), month))
                        .orElse(INDETERMINATE));
            case PSEUDONYM ->
                text(Pseudonym.of(
                        key.orElseThrow(() -> new IllegalArgumentException("a pseudonym needs a key")),
                        derivation.from(),
                        scalar(source)));
            case MASK_NAME -> text(MaskedName.of(textOf(source)));
        };
    }

    private static JsonNode at(ObjectNode record, FieldPath path) {
        JsonNode at = record;
        for (String step : path.steps()) {
            at = at.path(step);
        }
        return at;
    }

    private static Optional<JsonNode> truncated(String code, int digits) {
        if (!DivisionCodes.isCode(code)) {
            throw new IllegalArgumentException("expected a division code of 2, 4, 6, 9 or 12 digits");
        }
        // A province has no county: what is not known is left out, not filled up.
        return code.length() < digits ? Optional.empty() : text(code.substring(0, digits));
    }

    private static PartialDate date(JsonNode source) {
        return PartialDate.parse(textOf(source));
    }

    private static int elements(JsonNode source) {
        if (!source.isArray()) {
            throw new IllegalArgumentException("expected an array");
        }
        return source.size();
    }

    private static String scalar(JsonNode source) {
        return source.isIntegralNumber() ? source.bigIntegerValue().toString() : textOf(source);
    }

    private static String textOf(JsonNode source) {
        if (!source.isTextual()) {
            throw new IllegalArgumentException("expected text");
        }
        return source.textValue();
    }

    private static Optional<JsonNode> text(String value) {
        return Optional.of(TextNode.valueOf(value));
    }
}
