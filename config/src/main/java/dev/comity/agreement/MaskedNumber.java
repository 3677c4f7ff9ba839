package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.record.Derivation;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.Optional;
import java.util.Set;

/**
 * A resident number masked in its middle. The usual mask, six digits in front and four at the end, hides only the birth date; the
 * check character at the end leaves 3,318 of the 36,525 dates of a century, and a single one if the age is known.
 *
 * @param head characters shown in front: six are the division
 * @param tail characters shown at the end: the last one is the check character
 */
record MaskedNumber(int head, int tail) {

    private static final String FUNCTION = "maskMiddle";
    private static final int LENGTH = 18;
    private static final int DIVISION = 6;

    /** The mask of a derived field; empty for any other field, and where the source holds no resident number. */
    static Optional<MaskedNumber> of(RecordType type, FieldPath derived) {
        return type.derivations().stream()
                .filter(derivation -> derivation.name().equals(derived))
                .filter(derivation -> derivation.function().equals(FUNCTION))
                .filter(derivation -> residentNumber(type, derivation))
                .findFirst()
                .map(derivation -> new MaskedNumber(
                        derivation.arguments().path("keepHead").asInt(),
                        derivation.arguments().path("keepTail").asInt()));
    }

    private static boolean residentNumber(RecordType type, Derivation derivation) {
        return derivation.sources().stream()
                .anyMatch(source -> isResidentNumber(type, source)
                        || Told.by(type, source).stream().anyMatch(told -> isResidentNumber(type, told)));
    }

    private static boolean isResidentNumber(RecordType type, FieldPath path) {
        JsonNode at = type.schema();
        for (String step : path.steps()) {
            at = step.equals("[]") ? at.path("items") : at.path("properties").path(step);
        }
        return Set.of("resident-number", "disability-certificate-number")
                .contains(at.path("format").asText());
    }

    /** Why nobody may see the number in this form; empty where its mask hides what it seems to hide. */
    Optional<String> reason() {
        if (head >= DIVISION && tail >= 1) {
            return Optional.of("masks a resident number in the middle and shows its tail: with the first " + head
                    + " and the last " + tail + " of 18 characters the check character leaves 3,318 of 36,525 birth"
                    + " dates, and one if the age is known; show no tail, or release a pseudonym instead");
        }
        if (head + tail >= LENGTH - 4) {
            return Optional.of("masks a resident number and shows " + (head + tail)
                    + " of its 18 characters: the rest can be tried out; release a pseudonym instead");
        }
        return Optional.empty();
    }
}
