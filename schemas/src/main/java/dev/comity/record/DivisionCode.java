package dev.comity.record;

import java.util.Optional;

/** A division code on its own (GB/T 2260, GB/T 10114, statistical codes). */
record DivisionCode(DivisionCodes divisions) implements FieldStandard {

    @Override
    public String format() {
        return "division-code";
    }

    @Override
    public String expected() {
        return "a division code of 2, 4, 6, 9 or 12 digits (GB/T 2260)";
    }

    @Override
    public boolean accepts(String text) {
        return DivisionCodes.isCode(text);
    }

    @Override
    public Optional<String> warning(String text) {
        return divisions.knows(text) ? Optional.empty() : Optional.of(FieldStandards.unknownDivision());
    }
}
