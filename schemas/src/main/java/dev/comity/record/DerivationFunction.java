package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The closed list of functions that a record type can declare a derived field with, and the arguments of each. */
enum DerivationFunction {
    YEAR_ONLY("yearOnly", Set.of()),
    TRUNCATE_DIVISION("truncateDivision", Set.of("digits")),
    BAND("band", Set.of("edges", "inclusive")),
    AGE_AT_LEAST("ageAtLeast", Set.of("years", "boundary")),
    AGE_BAND("ageBand", Set.of("width")),
    HELD_YEARS_AT_LEAST("heldYearsAtLeast", Set.of("years")),
    PSEUDONYM("pseudonym", Set.of()),
    MASK_NAME("maskName", Set.of()),
    MASK_MIDDLE("maskMiddle", Set.of("keepHead", "keepTail")),
    EXISTS("exists", Set.of()),
    COUNT("count", Set.of("less", "without")),
    EQUALS("equals", Set.of()),
    IN_ZONE("inZone", Set.of("areas")),
    MEETS("meets", Set.of("all"));

    private final String written;
    private final Set<String> arguments;

    DerivationFunction(String written, Set<String> arguments) {
        this.written = written;
        this.arguments = arguments;
    }

    /** As it stands in a schema. */
    String written() {
        return written;
    }

    static Optional<DerivationFunction> of(String written) {
        return Arrays.stream(values())
                .filter(function -> function.written.equals(written))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(DerivationFunction::written).toList();
    }

    /** Whether a key is needed, so that only provider and consumer can compute it. */
    boolean secret() {
        return this == PSEUDONYM;
    }

    /** Whether the value that a consumer presents is needed, so that it exists in the answer to a question only. */
    boolean presented() {
        return this == EQUALS;
    }

    /** Whether there is a result also where the source field is absent. */
    boolean readsAbsence() {
        return this == EXISTS || this == MEETS;
    }

    /** What is wrong with the declared arguments; empty if they are right. */
    Optional<String> wrongArguments(JsonNode given) {
        for (var one : given.properties()) {
            if (!arguments.contains(one.getKey())) {
                return Optional.of(
                        "%s has no argument '%s'; its arguments are %s".formatted(written, one.getKey(), arguments));
            }
        }
        return switch (this) {
            case TRUNCATE_DIVISION ->
                unless(DivisionCodes.LENGTHS.contains(given.path("digits").asInt()), "\"digits\": 2, 4, 6, 9 or 12");
            case BAND ->
                unless(Band.isRight(given), "\"edges\": rising decimals as text, and \"inclusive\": lower or upper");
            case AGE_AT_LEAST ->
                unless(
                        isCount(given.path("years"))
                                && Set.of("birthday", "dayAfter")
                                        .contains(given.path("boundary").asText()),
                        "\"years\": a whole number from 1, and \"boundary\": birthday or dayAfter");
            case HELD_YEARS_AT_LEAST -> unless(isCount(given.path("years")), "\"years\": a whole number from 1");
            case AGE_BAND -> unless(isCount(given.path("width")), "\"width\": a whole number of years from 1");
            case MASK_MIDDLE ->
                unless(
                        isNumber(given.path("keepHead")) && isNumber(given.path("keepTail")),
                        "\"keepHead\" and \"keepTail\": how many characters stay, from 0");
            case COUNT ->
                unless(
                        (!given.has("less") || isCount(given.path("less")))
                                && (!given.has("without")
                                        || FieldPath.isPath(
                                                given.path("without").asText())),
                        "\"less\": a whole number from 1, and \"without\": a member of the elements; or neither");
            case IN_ZONE ->
                unless(Zone.isRight(given), "\"areas\": codes of 2, 4, 6, 9, 12 or, of parcels, 19 characters");
            case MEETS -> unless(Terms.areRight(given), Terms.EXPECTED);
            default -> Optional.empty();
        };
    }

    /** What is wrong with the source field; empty if the function can read it. */
    Optional<String> wrongSource(Field source) {
        boolean right = switch (this) {
            case EXISTS -> true;
            case COUNT -> source.type().equals("array");
            case BAND -> source.leaf() && !source.type().equals("boolean");
            case PSEUDONYM, EQUALS ->
                source.leaf() && Set.of("string", "integer").contains(source.type());
            case MEETS -> source.leaf() && Set.of("string", "boolean").contains(source.type());
            default -> source.leaf() && source.type().equals("string");
        };
        return unless(right, "another source: '%s' is of type %s".formatted(source.path(), source.type()));
    }

    private Optional<String> unless(boolean right, String expected) {
        return right ? Optional.empty() : Optional.of("%s needs %s".formatted(written, expected));
    }

    private static boolean isCount(JsonNode node) {
        return isNumber(node) && node.asInt() >= 1;
    }

    private static boolean isNumber(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt() && node.asInt() >= 0;
    }
}
