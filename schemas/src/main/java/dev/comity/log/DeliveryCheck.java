package dev.comity.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Crypto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Deliveries: one id never has two contents, each consumer's sequence has no gap, and whatever was acknowledged had been
 * released to that consumer. Keeps about 300 bytes a delivery.
 */
final class DeliveryCheck {

    private final Findings findings;
    private final Map<String, Long> lastSeq = new HashMap<>();
    private final Map<String, Released> released = new HashMap<>();
    private long acknowledged;

    private record Released(byte[] content, String consumer) {}

    DeliveryCheck(Findings findings) {
        this.findings = findings;
    }

    void see(long index, Entry entry) {
        if (entry.kind() == Entry.Kind.RELEASED) {
            released(index, entry);
        } else if (entry.kind() == Entry.Kind.ACKNOWLEDGED) {
            acknowledged(index, entry.json());
        }
    }

    private void released(long index, Entry entry) {
        String delivery = EntryText.of(entry.json(), "delivery");
        String consumer = EntryText.of(entry.json(), "consumer");
        Released now = new Released(Crypto.sha256(entry.bytes()), consumer);
        Released before = released.putIfAbsent(delivery, now);
        if (before == null) {
            requireNext(index, consumer, EntryText.seq(entry.json()));
        } else if (!Arrays.equals(before.content(), now.content())) {
            fail(index, "a delivery id that an earlier entry has with another content");
        }
    }

    private void requireNext(long index, String consumer, long seq) {
        long expected = lastSeq.getOrDefault(consumer, 0L) + 1;
        if (seq != expected) {
            fail(
                    index,
                    "delivery seq %d where %d was expected: a delivery is missing or out of turn"
                            .formatted(seq, expected));
        }
        lastSeq.put(consumer, Math.max(seq, expected - 1));
    }

    private void acknowledged(long index, ObjectNode json) {
        Released delivery = released.get(EntryText.of(json, "delivery"));
        acknowledged++;
        if (delivery == null) {
            fail(index, "acknowledges a delivery that no entry before it releases");
        } else if (!delivery.consumer().equals(EntryText.of(json, "consumer"))) {
            fail(index, "acknowledged by another agency than the one it was released to");
        }
    }

    private void fail(long index, String detail) {
        findings.add(LogVerifier.DELIVERIES, "entry " + index, detail, index);
    }

    /** For the verdict when nothing is wrong. */
    String summary() {
        return "%d released, %d acknowledgements, %d consumers without a gap"
                .formatted(released.size(), acknowledged, lastSeq.size());
    }
}
