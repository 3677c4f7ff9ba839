package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.FieldPath;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the record of a test differs from the example that it names, so that one example serves many cases.
 *
 * @param with members that have another value
 * @param without members that are not there
 */
public record RecordEdits(Map<FieldPath, JsonNode> with, Set<FieldPath> without) {

    /** The example as it is. */
    public static final RecordEdits NONE = new RecordEdits(Map.of(), Set.of());

    public RecordEdits {
        with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
        without = Collections.unmodifiableSortedSet(new TreeSet<>(without));
    }

    /**
     * @return a copy with the differences
     * @throws IllegalArgumentException where a member to change lies in something that the example does not have
     */
    public ObjectNode apply(ObjectNode example) {
        ObjectNode record = example.deepCopy();
        without.forEach(path -> holder(record, path).remove(last(path)));
        with.forEach((path, value) -> holder(record, path).set(last(path), value));
        return record;
    }

    private static ObjectNode holder(ObjectNode record, FieldPath path) {
        List<String> steps = path.steps();
        JsonNode at = record;
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = at.path(step);
        }
        if (at instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("the example has nothing that could hold '" + path + "'");
    }

    private static String last(FieldPath path) {
        List<String> steps = path.steps();
        return steps.get(steps.size() - 1);
    }
}
