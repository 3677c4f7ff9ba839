package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mapping in JSLT, with {@code translate("NAME", code)}. */
final class JsltMapping implements Mapping {

    private static final Pattern PLACE = Pattern.compile("at line ([0-9]{1,6}), column ([0-9]{1,6})\\.?");

    private final String file;
    private final String text;
    private final Expression expression;

    private JsltMapping(String file, String text, Expression expression) {
        this.file = file;
        this.text = text;
        this.expression = expression;
    }

    static Optional<Mapping> compile(Path file, List<Problem> problems) throws IOException {
        String name = file.getFileName().toString();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Tables tables = Tables.beside(file, problems);
        try {
            Expression expression = new Parser(new StringReader(text))
                    .withSource(name)
                    .withFunctions(List.of(new JsltTranslate(tables)))
                    .compile();
            return Optional.of(new JsltMapping(name, text, expression));
        } catch (JsltException e) {
            problems.add(problem(name, e));
            return Optional.empty();
        }
    }

    /** The parser's own place, which is nearer than that of the expression; of what it would have expected the first line is enough. */
    private static Problem problem(String name, JsltException e) {
        String message = e.getMessageWithoutLocation().lines().findFirst().orElse("");
        Matcher place = PLACE.matcher(message);
        return place.find()
                ? Problem.error(
                        name,
                        Integer.parseInt(place.group(1)),
                        Integer.parseInt(place.group(2)),
                        message.substring(0, place.start()).strip())
                : Problem.error(name, Math.max(0, e.getLine()), Math.max(0, e.getColumn()), message);
    }

    @Override
    public ObjectNode map(ObjectNode item) throws Unmappable {
        try {
            JsonNode mapped = expression.apply(item);
            if (mapped instanceof ObjectNode object) {
                return object;
            }
            throw new Unmappable(file, 0, 0, "the mapping gave no object");
        } catch (Tables.Untranslated e) {
            throw Unmappable.untranslated(file, TextPlace.ofTable(text, e.table()), e);
        } catch (JsltException e) {
            throw new Unmappable(
                    file, Math.max(0, e.getLine()), Math.max(0, e.getColumn()), e.getMessageWithoutLocation());
        } catch (RuntimeException | StackOverflowError e) {
            // A division by zero, a function that calls itself without end.
            throw new Unmappable(
                    file,
                    0,
                    0,
                    "the mapping fails on this item (%s)".formatted(e.getClass().getSimpleName()));
        }
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public boolean asksByName() {
        return true;
    }
}
