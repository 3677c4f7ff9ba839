package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/**
 * A value that a consumer presents, compared with the source's: {@code consistent} or {@code inconsistent}. Text is compared as
 * people read it: full-width letters are the same as others, and so are the middle dots of names.
 */
final class Comparison {

    private Comparison() {}

    /** @param sources one value, or those of an array, of which one has to agree; empty result where there are none */
    static Optional<String> of(List<JsonNode> sources, JsonNode presented) {
        boolean agrees = sources.stream().map(Comparison::read).anyMatch(read(presented)::equals);
        return sources.isEmpty() ? Optional.empty() : Optional.of(agrees ? "consistent" : "inconsistent");
    }

    private static String read(JsonNode value) {
        String text = value.isIntegralNumber() ? value.bigIntegerValue().toString() : value.asText();
        StringBuilder dotted = new StringBuilder();
        text.codePoints().map(c -> MaskedName.isDot(c) ? '\u00b7' : c).forEach(dotted::appendCodePoint);
        return Normalizer.normalize(dotted, Normalizer.Form.NFKC).strip();
    }
}
