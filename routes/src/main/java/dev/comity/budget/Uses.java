package dev.comity.budget;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file of uses and what it counts: a use is on disk before an answer that it counts leaves. A file with a line that is no use
 * stops the hub: without it limits could be passed. About 120 bytes a use, in the file and in memory. Not thread-safe.
 */
final class Uses implements Closeable {

    private final Lines lines;
    private final Map<String, Map<String, Instant>> byGroup = new HashMap<>();

    private Uses(Lines lines) {
        this.lines = lines;
    }

    /** @throws IOException if the file cannot be read, or holds a line that is not a use; names file and line */
    static Uses open(Path file) throws IOException {
        Lines lines = Lines.open(file);
        try {
            Uses uses = new Uses(lines);
            uses.load();
            return uses;
        } catch (IOException e) {
            lines.close();
            throw e;
        }
    }

    private void load() throws IOException {
        int number = 0;
        for (String line : lines.read()) {
            number++;
            try {
                count(Use.parse(line));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        lines.file() + ":" + number + " is not a counted use: " + e.getMessage()
                                + "; restore the file from a copy, for without it limits would be counted anew",
                        e);
            }
        }
    }

    private void count(Use use) {
        byGroup.computeIfAbsent(use.group(), group -> new LinkedHashMap<>()).putIfAbsent(use.id(), use.time());
    }

    /**
     * How many different things of a group were counted after an instant.
     *
     * @param but ids that are not counted: the one that is being decided, if it was decided before
     */
    int count(String group, Instant after, Set<String> but) {
        return (int) byGroup.getOrDefault(group, Map.of()).entrySet().stream()
                .filter(use -> use.getValue().isAfter(after) && !but.contains(use.getKey()))
                .count();
    }

    boolean holds(String group, String id) {
        return byGroup.getOrDefault(group, Map.of()).containsKey(id);
    }

    /** Returns once they are durable. Those that were counted before are not written again. */
    void add(Collection<Use> uses) throws IOException {
        List<Use> fresh = uses.stream()
                .filter(use -> !holds(use.group(), use.id()))
                .distinct()
                .toList();
        if (!fresh.isEmpty()) {
            lines.add(fresh.stream().map(Use::line).toList());
            fresh.forEach(this::count);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
