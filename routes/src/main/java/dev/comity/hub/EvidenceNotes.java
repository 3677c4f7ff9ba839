package dev.comity.hub;

import dev.comity.batch.Outgoing;
import dev.comity.evidence.EvidenceItem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch hands to evidence and index, in the transaction that delivers it: whoever was delivered to is known there
 * sooner or later, and what was rolled back is not.
 */
final class EvidenceNotes {

    /** Below the broker's large messages, each of which is a file of its own. */
    private static final int FULL_BYTES = 64 * 1024;

    private EvidenceNotes() {}

    /** As many messages as it takes; none without items. @param queue of the node whose log names them */
    static List<Outgoing> of(List<EvidenceItem> items, String queue) {
        List<Outgoing> notes = new ArrayList<>();
        var lines = new ByteArrayOutputStream();
        for (EvidenceItem item : items) {
            byte[] line = EvidenceItem.lines(List.of(item));
            if (lines.size() > 0 && lines.size() + line.length > FULL_BYTES) {
                notes.add(note(lines, queue));
                lines.reset();
            }
            lines.writeBytes(line);
        }
        if (lines.size() > 0) {
            notes.add(note(lines, queue));
        }
        return notes;
    }

    private static Outgoing note(ByteArrayOutputStream lines, String queue) {
        return new Outgoing(queue, lines.toString(StandardCharsets.UTF_8), Map.of(), Optional.empty());
    }
}
