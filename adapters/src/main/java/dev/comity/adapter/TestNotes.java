package dev.comity.adapter;

import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an adapter's author says to those who test it. Every reason is for people.
 *
 * @param on the day on which samples are sealed and decided; empty for today
 * @param headers that come with every sample, for instance what an agency's system authenticates itself with; placeholders are replaced
 * @param unread source fields that the mapping leaves out on purpose, with the reason
 * @param bypassReason steps of the route that no sample can reach, by id, with the reason
 */
public record TestNotes(
        Optional<LocalDate> on,
        Map<String, String> headers,
        Map<String, String> unread,
        Map<String, String> bypassReason) {

    /** Nothing said. */
    public static final TestNotes NONE = new TestNotes(Optional.empty(), Map.of(), Map.of(), Map.of());

    public TestNotes {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
        bypassReason = Collections.unmodifiableMap(new LinkedHashMap<>(bypassReason));
    }

    static TestNotes read(YamlObject yaml) {
        Optional<LocalDate> on = yaml.optionalValue("on", "a day: YYYY-MM-DD", LocalDate::parse);
        TestNotes notes =
                new TestNotes(on, texts(yaml, "headers"), texts(yaml, "unread"), texts(yaml, "bypass_reason"));
        yaml.finish();
        return notes;
    }

    private static Map<String, String> texts(YamlObject yaml, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        yaml.optional(name)
                .map(YamlNode::members)
                .ifPresent(members -> members.forEach(
                        (key, member) -> texts.put(key, member.value().text())));
        return texts;
    }
}
