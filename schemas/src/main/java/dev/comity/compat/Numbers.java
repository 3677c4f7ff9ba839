package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Bounds of numbers, of whichever edition of JSON Schema.
 *
 * @param low null where there is none
 * @param high null where there is none
 * @param step the values are multiples of it; null where they need not be
 */
record Numbers(BigDecimal low, boolean lowOpen, BigDecimal high, boolean highOpen, BigDecimal step) {

    static Numbers of(List<SchemaNode> atoms, Kind kind) {
        Numbers all = new Numbers(null, false, null, false, kind == Kind.INTEGER ? BigDecimal.ONE : null);
        for (SchemaNode atom : atoms) {
            all = all.and(atom);
        }
        return kind == Kind.INTEGER ? all.whole() : all;
    }

    private Numbers and(SchemaNode atom) {
        Numbers result = this;
        JsonNode openLow = atom.get("exclusiveMinimum");
        JsonNode openHigh = atom.get("exclusiveMaximum");
        if (atom.get("minimum").isNumber()) {
            result = result.from(atom.get("minimum").decimalValue(), openLow.asBoolean(false));
        }
        if (openLow.isNumber()) {
            result = result.from(openLow.decimalValue(), true);
        }
        if (atom.get("maximum").isNumber()) {
            result = result.to(atom.get("maximum").decimalValue(), openHigh.asBoolean(false));
        }
        if (openHigh.isNumber()) {
            result = result.to(openHigh.decimalValue(), true);
        }
        JsonNode multiple = atom.get("multipleOf");
        return multiple.isNumber() && multiple.decimalValue().signum() > 0
                ? result.stepped(multiple.decimalValue())
                : result;
    }

    private Numbers from(BigDecimal value, boolean open) {
        int order = low == null ? 1 : value.compareTo(low);
        return order > 0 || (order == 0 && open) ? new Numbers(value, open, high, highOpen, step) : this;
    }

    private Numbers to(BigDecimal value, boolean open) {
        int order = high == null ? -1 : value.compareTo(high);
        return order < 0 || (order == 0 && open) ? new Numbers(low, lowOpen, value, open, step) : this;
    }

    private Numbers stepped(BigDecimal more) {
        return new Numbers(low, lowOpen, high, highOpen, step == null ? more : common(step, more));
    }

    private static BigDecimal common(BigDecimal a, BigDecimal b) {
        int scale = Math.max(0, Math.max(a.scale(), b.scale()));
        BigInteger x = a.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        BigInteger y = b.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        return new BigDecimal(x.multiply(y).divide(x.gcd(y)), scale);
    }

    private Numbers whole() {
        BigDecimal from = low == null ? null : low.setScale(0, RoundingMode.CEILING);
        if (low != null && lowOpen && from.compareTo(low) == 0) {
            from = from.add(BigDecimal.ONE);
        }
        BigDecimal to = high == null ? null : high.setScale(0, RoundingMode.FLOOR);
        if (high != null && highOpen && to.compareTo(high) == 0) {
            to = to.subtract(BigDecimal.ONE);
        }
        return new Numbers(from, false, to, false, step);
    }

    boolean isEmpty() {
        if (low == null || high == null) {
            return false;
        }
        int order = low.compareTo(high);
        return order > 0 || (order == 0 && (lowOpen || highOpen));
    }

    /** Whether only whole numbers are multiples of the step. */
    boolean isWhole() {
        return step != null && step.stripTrailingZeros().scale() <= 0;
    }

    /** The word of an asked bound that these values can break; empty where all keep it. */
    Optional<String> breaks(Numbers asked) {
        if (asked.low != null && (low == null || isBelow(low, lowOpen, asked.low, asked.lowOpen))) {
            return Optional.of(asked.lowOpen ? "exclusiveMinimum" : "minimum");
        }
        if (asked.high != null
                && (high == null || isBelow(high.negate(), highOpen, asked.high.negate(), asked.highOpen))) {
            return Optional.of(asked.highOpen ? "exclusiveMaximum" : "maximum");
        }
        boolean kept = asked.step == null
                || (step != null && step.remainder(asked.step).signum() == 0);
        return kept ? Optional.empty() : Optional.of("multipleOf");
    }

    private static boolean isBelow(BigDecimal value, boolean open, BigDecimal bound, boolean boundOpen) {
        int order = value.compareTo(bound);
        return order < 0 || (order == 0 && boundOpen && !open);
    }
}
