package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.Period;

/** Answers about completed years. A day that a year lacks counts as the last day of its month: 29 February as the 28th. */
final class Ages {

    private Ages() {}

    /** The answer of one of the three functions over years. */
    static String of(DerivationFunction function, LocalDate day, JsonNode arguments, LocalDate asOf) {
        return switch (function) {
            case AGE_AT_LEAST -> atLeast(day, arguments, asOf);
            case AGE_BAND -> band(day, arguments.path("width").asInt(), asOf);
            case HELD_YEARS_AT_LEAST -> held(day, arguments.path("years").asInt(), asOf);
            default -> throw new IllegalArgumentException("not a function over years: " + function.written());
        };
    }

    /** Whether the years are complete; by the boundary {@code dayAfter} they are from the day after the birthday on. */
    static String atLeast(LocalDate birth, JsonNode arguments, LocalDate asOf) {
        LocalDate reached = birth.plusYears(arguments.path("years").asInt());
        boolean dayAfter = arguments.path("boundary").asText().equals("dayAfter");
        return answer(!asOf.isBefore(dayAfter ? reached.plusDays(1) : reached));
    }

    static String held(LocalDate since, int years, LocalDate asOf) {
        return answer(!asOf.isBefore(since.plusYears(years)));
    }

    /** For instance {@code 60-69}, and {@code 3} where a band is one year wide; someone born after the first of this month is in the first band. */
    static String band(LocalDate birth, int width, LocalDate asOf) {
        int age = Math.max(0, completedYears(birth, asOf));
        int from = age / width * width;
        return width == 1 ? Integer.toString(from) : from + "-" + (from + width - 1);
    }

    private static int completedYears(LocalDate birth, LocalDate asOf) {
        int years = Period.between(birth, asOf).getYears();
        // Period takes 1 March for the birthday of a 29 February; the rule here is the last day of February.
        return asOf.isBefore(birth.plusYears(years + 1L)) ? years : years + 1;
    }

    private static String answer(boolean yes) {
        return yes ? "yes" : "no";
    }
}
