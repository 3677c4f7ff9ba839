package dev.comity.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.envelope.SubjectToken;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is kept of one accepted exchange. It holds values of fields: outside the hub's memory it exists only sealed.
 *
 * @param index of the {@code submitted} entry, or of the {@code resubmitted} one of a single delivery
 * @param time of that entry, which decides the month
 * @param envelope compact form as it came
 * @param submission compact form of the sender's statement; empty of a single delivery that was made anew, whose envelope is only what
 *     its presentation showed
 * @param subjects what stands behind its commitments; empty where the sender kept it back
 */
public record EvidenceItem(
        long index,
        Instant time,
        String exchange,
        String envelope,
        String submission,
        List<SubjectToken> subjects,
        List<KeptDelivery> deliveries) {

    static final int VERSION = 1;
    static final Pattern EXCHANGE = Pattern.compile("[0-9a-f]{64}");

    public EvidenceItem {
        subjects = List.copyOf(subjects);
        deliveries = List.copyOf(deliveries);
        if (!EXCHANGE.matcher(exchange).matches()) {
            throw new IllegalArgumentException("an exchange id is 64 characters of lower-case hex");
        }
    }

    /** The presentation of one delivery as its consumer got it, with its delivery statement; empty if there was no such delivery. */
    public Optional<String> presentation(String delivery) {
        return deliveries.stream()
                .filter(one -> one.delivery().equals(delivery))
                .findFirst()
                .map(one -> one.presentation(envelope));
    }

    /** One line of JSON without a line end, in the order that {@link EvidenceLine} reads. */
    public byte[] bytes() {
        ObjectNode json = Json.object()
                .put("v", VERSION)
                .put("index", index)
                .put("time", time.toString())
                .put("exchange", exchange)
                .put("subjects", SubjectToken.text(subjects))
                .put("envelope", envelope)
                .put("submission", submission);
        ArrayNode list = json.putArray("deliveries");
        deliveries.forEach(one -> list.add(one.json()));
        return Json.bytes(json);
    }

    /** @throws IllegalArgumentException for bytes that {@link #bytes} does not write; names no value */
    public static EvidenceItem parse(byte[] line) {
        try {
            ObjectNode json = Json.parseObject(line);
            if (json.path("v").asInt() != VERSION) {
                throw new IllegalArgumentException("evidence of version " + VERSION + " was expected");
            }
            List<KeptDelivery> deliveries = new ArrayList<>();
            for (JsonNode one : json.path("deliveries")) {
                deliveries.add(KeptDelivery.of(one));
            }
            return new EvidenceItem(
                    json.path("index").longValue(),
                    Instant.parse(json.path("time").asText()),
                    json.path("exchange").asText(),
                    json.path("envelope").asText(),
                    json.path("submission").asText(),
                    SubjectToken.parse(json.path("subjects").asText()),
                    deliveries);
        } catch (MalformedJson | java.time.DateTimeException e) {
            throw new IllegalArgumentException("not an item of evidence", e);
        }
    }

    /** Items as lines, in their order, each ending in a line feed. */
    public static byte[] lines(List<EvidenceItem> items) {
        var lines = new java.io.ByteArrayOutputStream();
        for (EvidenceItem item : items) {
            lines.writeBytes(item.bytes());
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** @throws IllegalArgumentException for bytes that {@link #lines} does not write */
    public static List<EvidenceItem> parseLines(byte[] lines) {
        List<EvidenceItem> items = new ArrayList<>();
        EvidenceLine.split(lines, line -> items.add(parse(line)));
        return items;
    }

    @Override
    public String toString() {
        return "evidence of exchange " + exchange;
    }
}
