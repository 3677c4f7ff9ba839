package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.List;

/** Writes {@code trust.yaml}: one line a trusted thing, each a JSON object, which YAML 1.2 reads as it is. */
final class TrustFileWriter {

    private TrustFileWriter() {}

    static String text(TrustAnchors trust) {
        StringBuilder text =
                new StringBuilder("# Whom the owner of this file trusts before looking at anything else.\nv: 1\n");
        list(
                text,
                "registrars",
                trust.registrars().entrySet().stream()
                        .map(e -> {
                            ObjectNode line = Json.object().put("id", e.getKey());
                            line.set("jwk", e.getValue().jwk());
                            return line;
                        })
                        .toList());
        list(text, "logs", trust.logs().stream().map(TrustFileWriter::log).toList());
        list(
                text,
                "witnesses",
                trust.witnesses().stream()
                        .map(w -> Json.object()
                                .put("agency", w.agency())
                                .put("vkey", w.vkey().toString()))
                        .toList());
        text.append("quorum: ").append(trust.quorum()).append('\n');
        list(
                text,
                "hubs",
                trust.hubs().entrySet().stream()
                        .map(e -> Json.object().put("id", e.getKey()).put("registrar", e.getValue()))
                        .toList());
        return text.toString();
    }

    private static ObjectNode log(TrustAnchors.TrustedLog log) {
        ObjectNode line =
                Json.object().put("origin", log.origin()).put("vkey", log.vkey().toString());
        return log.mldsa().isEmpty() ? line : line.put("mldsa", log.mldsa());
    }

    private static void list(StringBuilder text, String name, List<ObjectNode> items) {
        text.append(name).append(items.isEmpty() ? ": []\n" : ":\n");
        items.forEach(item -> text.append("  - ").append(Json.text(item)).append('\n'));
    }
}
