package dev.comity.decision;

import dev.comity.record.FieldPath;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who asks for the consumer. In a log only the post stands, never a name.
 *
 * @param post for instance {@code window-3}
 * @param self values that name this person in records, by their fields, so that nobody looks at an own record alone; empty
 *     where the consumer does not say
 */
public record Official(String post, Map<FieldPath, String> self) {

    public Official {
        self = Collections.unmodifiableSortedMap(new TreeMap<>(self));
        if (post.isBlank()) {
            throw new IllegalArgumentException("an official has a post");
        }
    }

    /** Whether a subject of a request is this person. */
    boolean is(Map<FieldPath, String> subject) {
        return self.entrySet().stream().anyMatch(own -> own.getValue().equals(subject.get(own.getKey())));
    }
}
