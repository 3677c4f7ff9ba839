package dev.comity.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.HpkeKey;
import dev.comity.crypto.HpkeRecipient;
import dev.comity.crypto.HpkeSuite;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some items sealed together: a header in clear, which is what finds them, and the ciphertext, which cannot be opened
 * beside another header. On disk: length of the header, length of the ciphertext (four bytes each, big-endian), header, ciphertext.
 *
 * @param header JSON: {@code v, origin, period, suite, kid, exchanges}
 * @param suite with which it was sealed, as the header says
 * @param exchanges ids, in the order of the items
 * @param sealed encapsulated key and ciphertext
 */
record EvidenceFrame(
        byte[] header, EvidencePeriod period, HpkeSuite suite, String kid, List<String> exchanges, byte[] sealed) {

    static final int PREFIX = 8;
    static final int MAX_HEADER = 4 * 1024 * 1024;
    static final int MAX_SEALED = 128 * 1024 * 1024;

    private static final byte[] INFO = "comity-evidence/1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    EvidenceFrame {
        exchanges = List.copyOf(exchanges);
    }

    static EvidenceFrame seal(String origin, EvidencePeriod period, HpkeRecipient key, List<EvidenceLine> lines) {
        List<String> exchanges = lines.stream().map(EvidenceLine::exchange).toList();
        ObjectNode json = Json.object()
                .put("v", VERSION)
                .put("origin", origin)
                .put("period", period.toString())
                .put("suite", HpkeRecipient.SUITE.label())
                .put("kid", key.kid());
        ArrayNode ids = json.putArray("exchanges");
        exchanges.forEach(ids::add);
        byte[] header = Json.bytes(json);
        byte[] sealed = key.seal(INFO, header, EvidenceLine.join(lines));
        return new EvidenceFrame(header, period, HpkeRecipient.SUITE, key.kid(), exchanges, sealed);
    }

    /** Empty if this is not the key, or header or ciphertext were changed. */
    Optional<List<EvidenceItem>> open(HpkeKey key) {
        return key.open(suite, INFO, header, sealed).map(EvidenceItem::parseLines);
    }

    /** As it stands on disk, one after the other. */
    ByteBuffer[] bytes() {
        ByteBuffer lengths = ByteBuffer.allocate(PREFIX)
                .putInt(header.length)
                .putInt(sealed.length)
                .flip();
        return new ByteBuffer[] {lengths, ByteBuffer.wrap(header), ByteBuffer.wrap(sealed)};
    }

    /** @throws IllegalArgumentException for a header that is none, or of a newer version */
    static EvidenceFrame of(byte[] header, byte[] sealed) {
        try {
            ObjectNode json = Json.parseObject(header);
            List<String> exchanges = new ArrayList<>();
            for (JsonNode id : json.path("exchanges")) {
                exchanges.add(id.asText());
            }
            Optional<EvidencePeriod> period =
                    EvidencePeriod.parse(json.path("period").asText());
            Optional<HpkeSuite> suite = HpkeSuite.of(json.path("suite").asText());
            if (json.path("v").asInt() != VERSION || suite.isEmpty() || period.isEmpty()) {
                throw new IllegalArgumentException("a frame of evidence of version " + VERSION + " was expected");
            }
            return new EvidenceFrame(
                    header, period.get(), suite.get(), json.path("kid").asText(), exchanges, sealed);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("the header of a frame of evidence is not a JSON object", e);
        }
    }
}
