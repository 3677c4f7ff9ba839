package dev.comity.agency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.SourceItem;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.refusal.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * {@code not-sendable/}: what a source could not send, with the reasons. It is the agency's own folder, so the item stands there
 * as it was read. One item has one file, however often it is read.
 */
public final class NotSendableFolder {

    private final Path folder;

    public NotSendableFolder(Path folder) {
        this.folder = folder;
    }

    void keep(String adapter, String source, SourceItem item, List<Refusal> reasons, Instant now) throws IOException {
        ObjectNode file = Json.object();
        file.put("v", 1);
        file.put("time", now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        file.put("adapter", adapter);
        if (!source.isEmpty()) {
            file.put("file", source);
        }
        file.put(source.isEmpty() ? "mark" : "line", item.place());
        ArrayNode list = file.putArray("reasons");
        for (Refusal reason : reasons) {
            list.addObject()
                    .put("code", reason.code().code())
                    .put("path", reason.path())
                    .put("message", reason.message());
        }
        file.put("raw", item.raw());
        Path place = folder.resolve(adapter.replace('/', '.'));
        DurableFile.write(place.resolve(name(source, item)), Json.pretty(file));
    }

    private static String name(String source, SourceItem item) {
        String from = source.isEmpty() ? "" : source.replaceAll("[^A-Za-z0-9._-]", "_") + ".";
        return from + item.place() + "." + item.digest().substring(0, 8) + ".json";
    }
}
