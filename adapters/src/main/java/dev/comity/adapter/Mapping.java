package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code mapping.jslt}: from an item in the agency's own format to the fields of a record. Compiled once; thread-safe. */
public final class Mapping {

    private final Expression expression;

    private Mapping(Expression expression) {
        this.expression = expression;
    }

    /**
     * @param problems gets what the compiler found, with its place
     * @return empty if it does not compile
     */
    public static Optional<Mapping> load(Path file, List<Problem> problems) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            problems.add(Problem.error(name, 0, 0, "the file is missing: a source needs its mapping"));
            return Optional.empty();
        }
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Optional.of(new Mapping(new Parser(reader).withSource(name).compile()));
        } catch (JsltException e) {
            problems.add(Problem.error(
                    name, Math.max(0, e.getLine()), Math.max(0, e.getColumn()), e.getMessageWithoutLocation()));
            return Optional.empty();
        }
    }

    /**
     * @return the fields, those that the item does not have left out
     * @throws Unmappable where the mapping fails on this item or gives no object
     */
    public ObjectNode map(ObjectNode item) throws Unmappable {
        try {
            JsonNode mapped = expression.apply(item);
            if (mapped instanceof ObjectNode object) {
                return object;
            }
            throw new Unmappable("the mapping gave no object");
        } catch (JsltException e) {
            throw new Unmappable(
                    "mapping.jslt:%d:%d %s".formatted(e.getLine(), e.getColumn(), e.getMessageWithoutLocation()));
        }
    }

    /** An item that the mapping cannot read. The message may repeat a value: it is for the agency's own folder, not for a log. */
    public static final class Unmappable extends Exception {
        private static final long serialVersionUID = 1L;

        Unmappable(String message) {
            super(message);
        }
    }
}
