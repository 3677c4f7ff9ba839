package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One term of {@code meets}: {@code {"field": "status", "in": ["valid"]}}, or {@code {"field": "validTo", "is": "notPassed"}}.
 *
 * @param orAbsent whether the term also holds where the record lacks the field; else the answer is then indeterminate
 */
record Term(FieldPath field, JsonNode in, Optional<Day> is, boolean orAbsent) {

    /** How a date stands to the day of the question. */
    enum Day {
        /** That day or earlier. */
        REACHED("reached"),
        /** That day or later. */
        NOT_PASSED("notPassed");

        private final String written;

        Day(String written) {
            this.written = written;
        }

        static Optional<Day> of(String written) {
            for (Day day : values()) {
                if (day.written.equals(written)) {
                    return Optional.of(day);
                }
            }
            return Optional.empty();
        }
    }

    static Term of(JsonNode declared) {
        return new Term(
                FieldPath.of(declared.path("field").asText()),
                declared.path("in"),
                Day.of(declared.path("is").asText()),
                declared.path("orAbsent").asBoolean());
    }

    static boolean isRight(JsonNode declared) {
        for (var word : declared.properties()) {
            if (!SchemaWords.TERM.contains(word.getKey())) {
                return false;
            }
        }
        JsonNode in = declared.path("in");
        boolean list = in.isArray() && !in.isEmpty();
        for (JsonNode one : in) {
            list &= one.isTextual() || one.isBoolean();
        }
        boolean day = Day.of(declared.path("is").asText()).isPresent();
        return FieldPath.isPath(declared.path("field").asText())
                && (declared.has("in") ? list && !declared.has("is") : day)
                && (!declared.has("orAbsent") || declared.get("orAbsent").isBoolean());
    }

    /** Whether the term holds of this value; empty where a date is known in part only, or the value is absent. */
    Optional<Boolean> holds(JsonNode value, LocalDate asOf, java.time.ZoneId zone) {
        if (value.isMissingNode() || value.isNull()) {
            return orAbsent ? Optional.of(true) : Optional.empty();
        }
        if (is.isEmpty()) {
            return Optional.of(isListed(value));
        }
        return PartialDate.parse(Derivations.textOf(value), zone)
                .day()
                .map(date -> is.get() == Day.REACHED ? !date.isAfter(asOf) : !date.isBefore(asOf));
    }

    private boolean isListed(JsonNode value) {
        for (JsonNode one : in) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
