package dev.comity.hub;

import dev.comity.log.Entry;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a log holds, in its order. */
final class Kinds {

    private Kinds() {}

    static List<String> of(TileLog log) throws IOException {
        return entries(log).stream().map(entry -> entry.kind().name()).toList();
    }

    static List<Entry> entries(TileLog log) throws IOException {
        List<Entry> entries = new ArrayList<>();
        log.forEach(0, (index, bytes) -> entries.add(Entry.parse(bytes)));
        return entries;
    }
}
