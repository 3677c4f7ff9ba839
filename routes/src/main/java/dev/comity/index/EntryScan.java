package dev.comity.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from an entry what the index needs and passes over the rest: half of an entry are digests and reasons that nobody asks the
 * index for. It gives up wherever an entry is not as the hub writes them, and {@link Entry#parse} has the word.
 */
final class EntryScan {

    private static final Set<String> KINDS = kinds();
    private static final Set<String> TEXTS = texts();

    /** Most entries have the time of the one before them. */
    private static volatile Moment lastTime = new Moment("", 0);

    private record Moment(String text, long seconds) {}

    private final JsonParser json;
    private final Map<String, String> found = new HashMap<>();
    private final List<String> paths = new ArrayList<>();

    private EntryScan(JsonParser json) {
        this.json = json;
    }

    private static Set<String> kinds() {
        Set<String> kinds = new HashSet<>();
        Arrays.stream(Entry.Kind.values()).map(Entry.Kind::word).forEach(kinds::add);
        return kinds;
    }

    private static Set<String> texts() {
        Set<String> texts = new HashSet<>(IndexedEntry.TERMS);
        texts.addAll(List.of("kind", "time", "exchange", "delivery", "jti", "jws"));
        return texts;
    }

    /** Empty where the tree of the entry has to be looked at. */
    static Optional<IndexedEntry> of(byte[] entry) {
        try (JsonParser json = Json.parser(entry)) {
            EntryScan scan = new EntryScan(json);
            return scan.read() ? scan.entry() : Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (!member(name, json.nextToken())) {
                return false;
            }
        }
        return json.nextToken() == null;
    }

    /** @return whether the value is as the hub writes it */
    private boolean member(String name, JsonToken value) throws IOException {
        if (TEXTS.contains(name)) {
            found.put(name, json.getText());
            return value == JsonToken.VALUE_STRING;
        }
        switch (name) {
            case "v" -> {
                return value == JsonToken.VALUE_NUMBER_INT && json.getText().equals(Integer.toString(Entry.VERSION));
            }
            case "submission" -> {
                if (value == JsonToken.VALUE_STRING) {
                    found.put(name, json.getText());
                }
                json.skipChildren();
            }
            case "basis" -> {
                return value == JsonToken.START_OBJECT && basis();
            }
            case "released" -> {
                found.put(name, "");
                return value == JsonToken.START_ARRAY && released();
            }
            default -> json.skipChildren();
        }
        return true;
    }

    private boolean basis() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                return false;
            }
            found.put("basis." + name, json.getText());
        }
        return true;
    }

    private boolean released() throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean path = json.currentName().equals("path");
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    return false;
                }
                if (path) {
                    paths.add(json.getText());
                }
            }
        }
        return json.currentToken() == JsonToken.END_ARRAY;
    }

    private Optional<IndexedEntry> entry() {
        String kind = found.get("kind");
        boolean release = IndexedEntry.RELEASED.equals(kind);
        if (!KINDS.contains(kind)
                || !found.containsKey("time")
                || release && !(found.containsKey("released") && found.keySet().containsAll(IndexedEntry.TERMS))) {
            return Optional.empty();
        }
        return Optional.of(new IndexedEntry(
                kind,
                seconds(found.get("time")),
                found.get("exchange"),
                found.get("delivery"),
                found.get("provider"),
                found.get("jti"),
                found.getOrDefault("jws", found.get("submission")),
                release ? IndexedEntry.TERMS.stream().map(found::get).toList() : List.of(),
                release ? paths : List.of()));
    }

    private static long seconds(String time) {
        Moment last = lastTime;
        if (!last.text().equals(time)) {
            last = new Moment(time, Instant.parse(time).getEpochSecond());
            lastTime = last;
        }
        return last.seconds();
    }
}
