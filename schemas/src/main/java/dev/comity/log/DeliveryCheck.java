package dev.comity.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Deliveries: one id never has two contents, each consumer's sequence has no gap, and whatever was acknowledged had been
 * released to that consumer. Takes bounded memory, whatever the log's length: what is about one id is brought together only
 * after the last entry.
 */
final class DeliveryCheck implements Closeable {

    private final Findings findings;
    private final Map<String, Integer> consumers = new HashMap<>();
    private final Map<String, Last> last = new HashMap<>();
    private final DeliveryLines lines;
    private DeliveryLine release;
    private long released;
    private long acknowledged;
    private boolean finished;

    private record Last(long seq, DeliveryLine line) {}

    DeliveryCheck(Findings findings, DeliveryLines lines) {
        this.findings = findings;
        this.lines = lines;
    }

    void see(long index, Entry entry) throws IOException {
        if (entry.kind() == Entry.Kind.RELEASED || entry.kind() == Entry.Kind.ACKNOWLEDGED) {
            ObjectNode json = entry.json();
            String consumer = EntryText.of(json, "consumer");
            int number = consumers.computeIfAbsent(consumer, c -> consumers.size());
            DeliveryLine line = DeliveryLine.of(EntryText.of(json, "delivery"), index, entry, number);
            if (line.released()) {
                requireNext(consumer, EntryText.seq(json), line);
            }
            lines.add(line);
        }
    }

    private void requireNext(String consumer, long seq, DeliveryLine line) {
        Last before = last.get(consumer);
        long expected = before == null ? 1 : before.seq() + 1;
        boolean repeated = before != null
                && before.seq() == seq
                && before.line().sameDelivery(line)
                && before.line().sameContent(line);
        if (repeated) {
            return;
        }
        if (seq != expected) {
            fail(
                    line.index(),
                    "delivery seq %d where %d was expected: a delivery is missing or out of turn"
                            .formatted(seq, expected));
        }
        last.put(consumer, new Last(Math.max(seq, expected - 1), line));
    }

    /** After the last entry: what the entries about one delivery say together. */
    void finish() throws IOException {
        if (!finished) {
            finished = true;
            lines.forEach(this::judge);
        }
    }

    /** @param line in the order of ids, of one id in the order of the log */
    private void judge(DeliveryLine line) {
        boolean another = release == null || !release.sameDelivery(line);
        if (line.released()) {
            released += another ? 1 : 0;
            if (!another && !release.sameContent(line)) {
                fail(line.index(), "a delivery id that entry %d has with another content".formatted(release.index()));
            }
            release = another ? line : release;
            return;
        }
        acknowledged++;
        if (another) {
            fail(line.index(), "acknowledges a delivery that no entry before it releases");
        } else if (release.consumer() != line.consumer()) {
            fail(line.index(), "acknowledged by another agency than the one it was released to");
        }
    }

    private void fail(long index, String detail) {
        findings.add(LogVerifier.DELIVERIES, "entry " + index, detail, index);
    }

    /** For the verdict when nothing is wrong. */
    String summary() {
        return "%d released, %d acknowledgements, %d consumers without a gap"
                .formatted(released, acknowledged, last.size());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
