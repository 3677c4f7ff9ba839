package dev.comity.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON (RFC 8259), read the same way everywhere: duplicate member names, NaN, trailing text and too deep nesting
 * are refused; numbers are BigInteger and BigDecimal, never double; {@code null} is a value and survives.
 */
public final class Json {

    /** Nesting beyond which a text is refused, in levels. */
    public static final int MAX_DEPTH = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(1000)
                            .maxStringLength(20 * 1024 * 1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private Json() {}

    /**
     * Reads one JSON text.
     *
     * @param text UTF-8
     * @throws MalformedJson with line and column, and never with a value from the text
     */
    public static JsonNode parse(byte[] text) throws MalformedJson {
        if (!Utf8.isText(text)) {
            throw new MalformedJson("not UTF-8", 1, 1);
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new MalformedJson("no JSON value", 1, 1);
            }
            return node;
        } catch (JsonProcessingException e) {
            throw MalformedJson.from(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #parse(byte[])}, from text. */
    public static JsonNode parse(String text) throws MalformedJson {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #parse(byte[])}, and requires an object at the top. */
    public static ObjectNode parseObject(byte[] text) throws MalformedJson {
        if (parse(text) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedJson("a JSON object was expected", 1, 1);
    }

    /** Writes without white space, members in the order of insertion. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As {@link #bytes(JsonNode)}, as text. */
    public static String text(JsonNode node) {
        return new String(bytes(node), StandardCharsets.UTF_8);
    }

    /** Indented, for files that people read. */
    public static String pretty(JsonNode node) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A new empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A streaming parser with the same strictness, for callers that look at bytes before they build a tree. */
    public static JsonParser parser(byte[] text) throws IOException {
        return MAPPER.createParser(text);
    }
}
