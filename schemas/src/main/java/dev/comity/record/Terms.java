package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule of {@code meets}: several terms that must all hold. {@code no} needs one term that certainly does not. */
final class Terms {

    static final String EXPECTED =
            "\"all\": a list of {\"field\", \"in\": [values]} or {\"field\", \"is\": \"reached\" or"
                    + " \"notPassed\"}, each with \"orAbsent\": true or without";

    private Terms() {}

    static boolean areRight(JsonNode arguments) {
        JsonNode all = arguments.path("all");
        boolean right = all.isArray() && !all.isEmpty();
        for (JsonNode term : all) {
            right &= Term.isRight(term);
        }
        return right;
    }

    /** The fields that the terms read, in their order. */
    static List<FieldPath> fields(JsonNode arguments) {
        List<FieldPath> fields = new ArrayList<>();
        arguments.path("all").forEach(term -> fields.add(Term.of(term).field()));
        return fields;
    }

    static String answer(JsonNode arguments, ObjectNode record, LocalDate asOf, ZoneId zone) {
        boolean certain = true;
        for (JsonNode declared : arguments.path("all")) {
            Term term = Term.of(declared);
            Optional<Boolean> holds = term.holds(Derivations.at(record, term.field()), asOf, zone);
            if (holds.isPresent() && !holds.get()) {
                return "no";
            }
            certain &= holds.isPresent();
        }
        return certain ? "yes" : Derivations.INDETERMINATE;
    }
}
