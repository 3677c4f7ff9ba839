package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bands of a number or decimal text.
 *
 * @param edges rising
 * @param lower whether a band's lower edge belongs to it; else its upper edge
 */
record Band(List<BigDecimal> edges, boolean lower) {

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");

    static Band of(JsonNode arguments) {
        List<BigDecimal> edges = new ArrayList<>();
        arguments.path("edges").forEach(edge -> edges.add(new BigDecimal(edge.asText())));
        return new Band(edges, arguments.path("inclusive").asText().equals("lower"));
    }

    static boolean isRight(JsonNode arguments) {
        JsonNode edges = arguments.path("edges");
        for (JsonNode edge : edges) {
            if (!edge.isTextual() || !DECIMAL.matcher(edge.asText()).matches()) {
                return false;
            }
        }
        for (int i = 1; i < edges.size(); i++) {
            if (new BigDecimal(edges.get(i - 1).asText())
                            .compareTo(new BigDecimal(edges.get(i).asText()))
                    >= 0) {
                return false;
            }
        }
        return edges.isArray()
                && !edges.isEmpty()
                && List.of("lower", "upper")
                        .contains(arguments.path("inclusive").asText());
    }

    /** @throws IllegalArgumentException for what is neither a number nor a decimal as text */
    String labelOf(JsonNode source) {
        BigDecimal value = value(source);
        int below = 0;
        while (below < edges.size() && isPast(value, edges.get(below))) {
            below++;
        }
        if (below == 0) {
            return (lower ? "<" : "<=") + edges.get(0).toPlainString();
        }
        String from = edges.get(below - 1).toPlainString();
        if (below == edges.size()) {
            return (lower ? ">=" : ">") + from;
        }
        String to = edges.get(below).toPlainString();
        return lower ? from + "..<" + to : ">" + from + ".." + to;
    }

    private boolean isPast(BigDecimal value, BigDecimal edge) {
        int order = value.compareTo(edge);
        return lower ? order >= 0 : order > 0;
    }

    private static BigDecimal value(JsonNode source) {
        if (source.isNumber()) {
            return source.decimalValue();
        }
        if (source.isTextual() && DECIMAL.matcher(source.textValue()).matches()) {
            return new BigDecimal(source.textValue());
        }
        throw new IllegalArgumentException("expected a number, or a decimal as text");
    }
}
