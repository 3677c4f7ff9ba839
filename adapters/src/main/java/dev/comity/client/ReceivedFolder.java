package dev.comity.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Crypto;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.refusal.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code received/}, {@code receipts/} and {@code rejected/} of an agency's folder: what came from the hub, as it came, with the log
 * entry and proof beside it. Files written since the last {@link #sync} may be lost when the machine stops; the broker has them until then.
 */
final class ReceivedFolder {

    private final Path folder;
    private final Set<Path> written = new LinkedHashSet<>();

    ReceivedFolder(Path folder) {
        this.folder = folder;
    }

    /** An opened record; the {@code .json} comes last, so that whoever sees it finds the proofs beside it. */
    void record(String type, String delivery, IncomingMessage message, JsonNode record) throws IOException {
        Path base = folder.resolve("received").resolve(type);
        proofs(base, delivery, ".sdjwt", message);
        write(base.resolve(delivery + ".json"), Json.pretty(record));
    }

    void receipt(String name, IncomingMessage message) throws IOException {
        proofs(folder.resolve("receipts"), name, ".jwt", message);
    }

    /** @return whether it was not kept before */
    boolean rejected(IncomingMessage message, List<Refusal> reasons) throws IOException {
        Path base = folder.resolve("rejected");
        String name = HexFormat.of().formatHex(Crypto.sha256(message.body().getBytes(StandardCharsets.UTF_8)));
        Path json = base.resolve(name + ".json");
        if (Files.exists(json)) {
            return false;
        }
        proofs(base, name, ".message", message);
        ObjectNode file = Json.object().put("v", 1).put("contentType", message.contentType());
        ArrayNode list = file.putArray("reasons");
        reasons.forEach(reason -> list.addObject()
                .put("code", reason.code().code())
                .put("path", reason.path())
                .put("message", reason.message()));
        write(json, Json.pretty(file));
        return true;
    }

    private void proofs(Path base, String name, String extension, IncomingMessage message) throws IOException {
        write(base.resolve(name + extension), message.body());
        if (message.entry().isPresent()) {
            write(base.resolve(name + ".entry"), message.entry().get());
        }
        if (message.proof().isPresent()) {
            write(base.resolve(name + ".tlog-proof"), message.proof().get());
        }
    }

    private void write(Path file, String content) throws IOException {
        DurableFile.writeUnsynced(file, content);
        written.add(file);
    }

    /** Everything written so far is durable under its name. */
    void sync() throws IOException {
        DurableFile.sync(written);
        for (Path path : written.stream().map(Path::getParent).distinct().toList()) {
            DurableFile.syncFolder(path);
        }
        written.clear();
    }
}
