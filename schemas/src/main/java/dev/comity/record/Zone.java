package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A zone as a list of areas: divisions (2, 4, 6, 9, 12 digits), or the beginnings of real-estate unit numbers that end where a
 * part of the number ends: county 6, cadastral district 9, sub-district 12, parcel 19 characters.
 */
final class Zone {

    private static final Pattern PARCEL = Pattern.compile("[0-9]{12}[A-Z]{2}[0-9]{5}");
    private static final int UNIT_NUMBER = 28;
    private static final Set<Integer> UNIT_ENDS = Set.of(6, 9, 12, 19);

    private Zone() {}

    static boolean isRight(JsonNode arguments) {
        JsonNode areas = arguments.path("areas");
        boolean right = areas.isArray() && !areas.isEmpty();
        for (JsonNode area : areas) {
            right &= area.isTextual()
                    && (DivisionCodes.isCode(area.textValue())
                            || PARCEL.matcher(area.textValue()).matches());
        }
        return right;
    }

    /**
     * Whether a division or a unit lies in one of the areas: {@code yes}, {@code no}, or {@code indeterminate} for a division
     * that is larger than an area in it.
     *
     * @throws IllegalArgumentException for text that is neither
     */
    static String answer(JsonNode arguments, String place) {
        boolean unit = place.length() == UNIT_NUMBER;
        if (!unit && !DivisionCodes.isCode(place)) {
            throw new IllegalArgumentException("expected a division code or a real-estate unit number");
        }
        boolean partly = false;
        for (JsonNode area : arguments.path("areas")) {
            String code = area.textValue();
            if (unit
                    ? UNIT_ENDS.contains(code.length()) && place.startsWith(code)
                    : DivisionCodes.covers(code, place)) {
                return "yes";
            }
            partly |= !unit && DivisionCodes.covers(place, code);
        }
        return partly ? Derivations.INDETERMINATE : "no";
    }
}
