package dev.comity.adapter;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping in JSONata, with {@code $translate("NAME", code)}. An item that takes too long or goes too deep is not mapped. */
final class JsonataMapping implements Mapping {

    private static final long MAX_MILLIS = 5_000;
    private static final int MAX_DEPTH = 500;

    private final String file;
    private final String text;
    private final Tables tables;
    /** An expression keeps state while it is evaluated. */
    private final ThreadLocal<Jsonata> expressions = ThreadLocal.withInitial(this::expression);

    private JsonataMapping(String file, String text, Tables tables) {
        this.file = file;
        this.text = text;
        this.tables = tables;
    }

    static Optional<Mapping> compile(Path file, List<Problem> problems) throws IOException {
        String name = file.getFileName().toString();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        JsonataMapping mapping = new JsonataMapping(name, text, Tables.beside(file, problems));
        try {
            mapping.expression();
            return Optional.of(mapping);
        } catch (JException e) {
            TextPlace place = mapping.place(e);
            problems.add(Problem.error(name, place.line(), place.column(), "not JSONata: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private Jsonata expression() {
        Jsonata expression = Jsonata.jsonata(text);
        expression.registerFunction(
                "translate",
                Jsonata.function(
                        "translate",
                        (Jsonata.Fn2<String, Object, Object>)
                                (table, code) -> code == null ? null : tables.translated(table, code.toString(), ""),
                        "<sx:s>"));
        return expression;
    }

    /** The library counts the characters up to the end of the word that it stands at. */
    private TextPlace place(JException e) {
        return TextPlace.at(text, Math.max(0, e.getLocation() - 1));
    }

    @Override
    public ObjectNode map(ObjectNode item) throws Unmappable {
        Jsonata expression = expressions.get();
        Jsonata.Frame bounds = expression.createFrame();
        bounds.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
        try {
            Object mapped = expression.evaluate(JsonViews.of(item), bounds);
            if (mapped instanceof Map<?, ?> object) {
                return JsonViews.back(object);
            }
            throw new Unmappable(file, 0, 0, "the mapping gave no object");
        } catch (Tables.Untranslated e) {
            throw untranslated(e);
        } catch (JException e) {
            if (e.getCause() instanceof Tables.Untranslated cause) {
                throw untranslated(cause);
            }
            TextPlace place = place(e);
            throw new Unmappable(file, place.line(), place.column(), e.getMessage());
        } catch (RuntimeException e) {
            // Functions of the library throw what they like, and their messages repeat the value.
            throw new Unmappable(
                    file,
                    0,
                    0,
                    "the mapping fails on this item (%s)".formatted(e.getClass().getSimpleName()));
        }
    }

    private Unmappable untranslated(Tables.Untranslated e) {
        return Unmappable.untranslated(file, TextPlace.ofTable(text, e.table()), e);
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
