package dev.comity.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** A text that is not the strict JSON of {@link Json}. The message names a place and a rule, never a value. */
public final class MalformedJson extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    public MalformedJson(String rule, int line, int column) {
        super(rule);
        this.line = line;
        this.column = column;
    }

    static MalformedJson from(JsonProcessingException e) {
        // Jackson's own message repeats text from the input, which may be a person's data.
        String rule = e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate")
                ? "a member name occurs twice"
                : "not well-formed JSON";
        var at = e.getLocation();
        return new MalformedJson(rule, at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
    }

    /** One-based; 0 if unknown. */
    public int line() {
        return line;
    }

    /** One-based; 0 if unknown. */
    public int column() {
        return column;
    }
}
