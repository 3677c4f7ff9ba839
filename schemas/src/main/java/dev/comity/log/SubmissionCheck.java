package dev.comity.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Submission statements: for each signing key a chain, each link with the next number and the digest of the one before. An
 * accepted statement must follow the last accepted one, or one that was refused since. A gap is explained only by a logged
 * refusal {@code sequence-gap}, and is counted. Keeps about 200 bytes a key, and as much for each refusal since its last
 * accepted statement.
 */
final class SubmissionCheck {

    private final Findings findings;
    private final Map<String, List<Link>> ends = new HashMap<>();
    private long accepted;
    private long gaps;

    /** A place from which a chain may go on. */
    private record Link(long seq, String digest) {

        private static final Link START = new Link(0, "");

        boolean isFollowedBy(long nextSeq, String previous) {
            return nextSeq == seq + 1 && previous.equals(digest);
        }
    }

    SubmissionCheck(Findings findings) {
        this.findings = findings;
    }

    void see(long index, Entry entry) {
        if (entry.kind() == Entry.Kind.SUBMITTED) {
            accepted(index, entry.json().path("submission"));
        } else if (entry.kind() == Entry.Kind.REFUSED && entry.json().has("statement")) {
            refused(entry.json().path("statement"), entry.json().path("reasons"));
        }
    }

    private void accepted(long index, JsonNode statement) {
        accepted++;
        Link link = link(statement);
        if (!follows(statement)) {
            findings.add(
                    LogVerifier.SUBMISSIONS,
                    "entry " + index,
                    "submission seq %d does not follow the key's last statement: one is missing or there are two chains"
                            .formatted(link.seq()),
                    index);
        }
        ends.put(EntryText.of(statement, "kid"), new ArrayList<>(List.of(link)));
    }

    private void refused(JsonNode statement, JsonNode reasons) {
        boolean isGap = isSequenceGap(reasons);
        // A refused statement may be forged, so it moves nothing; it only is a place from which its signer may go on.
        if (isGap || follows(statement)) {
            gaps += isGap ? 1 : 0;
            endsOf(statement).add(link(statement));
        }
    }

    private boolean follows(JsonNode statement) {
        String previous = statement.has("prev") ? EntryText.of(statement, "prev") : "";
        long seq = EntryText.seq(statement);
        return endsOf(statement).stream().anyMatch(end -> end.isFollowedBy(seq, previous));
    }

    private List<Link> endsOf(JsonNode statement) {
        return ends.computeIfAbsent(EntryText.of(statement, "kid"), kid -> new ArrayList<>(List.of(Link.START)));
    }

    private static Link link(JsonNode statement) {
        return new Link(EntryText.seq(statement), EntryText.of(statement, "digest"));
    }

    private static boolean isSequenceGap(JsonNode reasons) {
        for (JsonNode reason : reasons) {
            if (reason.path("code").asText().equals(RefusalCode.SEQUENCE_GAP.code())) {
                return true;
            }
        }
        return false;
    }

    /** For the verdict when nothing is wrong. */
    String summary() {
        return "%d accepted under %d keys; %d gaps, each with its refusal".formatted(accepted, ends.size(), gaps);
    }
}
