package dev.comity.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.crypto.Crypto;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Submission statements of all logs by key. One that several logs hold counts once; two different ones with one number are two chains,
 * unless a refusal {@code sequence-gap} says so.
 */
final class JointSubmissions {

    private static final Comparator<Statement> ORDER = Comparator.comparingLong(Statement::seq)
            .thenComparing(Statement::excused)
            .thenComparingLong(Statement::place);

    private final Map<String, List<Statement>> byKey = new TreeMap<>();

    /** Gets what is wrong, and the place of the entry that shows it. */
    @FunctionalInterface
    interface Wrong {
        void at(long place, String detail);
    }

    /** Digests are 128 bits of a SHA-256. @param excused whether the entry refuses it as no next one */
    private record Statement(long seq, long place, Digest digest, Digest previous, boolean excused) {}

    private record Digest(long high, long low) {

        private static final Digest NONE = new Digest(0, 0);

        static Digest of(String text) {
            ByteBuffer bytes = ByteBuffer.wrap(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
            return new Digest(bytes.getLong(), bytes.getLong());
        }
    }

    /** @throws IllegalArgumentException if the statement's members are not what they should be */
    void see(long place, Entry entry) {
        if (entry.json().has("resubmission")) {
            // Its statement stands in the chain since it came first.
            return;
        }
        switch (entry.kind()) {
            case SUBMITTED -> add(place, entry.json().path("submission"), false);
            case REFUSED, UNDELIVERABLE -> {
                if (entry.json().has("statement")) {
                    add(
                            place,
                            entry.json().path("statement"),
                            SubmissionCheck.isSequenceGap(entry.json().path("reasons")));
                }
            }
            default -> {
                // The other kinds hold no statement.
            }
        }
    }

    private void add(long place, JsonNode statement, boolean excused) {
        byKey.computeIfAbsent(EntryText.of(statement, "kid"), kid -> new ArrayList<>())
                .add(new Statement(
                        EntryText.seq(statement),
                        place,
                        Digest.of(EntryText.of(statement, "digest")),
                        statement.has("prev") ? Digest.of(EntryText.of(statement, "prev")) : Digest.NONE,
                        excused));
    }

    void addAll(JointSubmissions others) {
        others.byKey.forEach((kid, statements) ->
                byKey.computeIfAbsent(kid, key -> new ArrayList<>()).addAll(statements));
    }

    void judge(Wrong wrong) {
        byKey.values()
                .forEach(statements -> judge(statements.stream().sorted(ORDER).toList(), wrong));
    }

    private static void judge(List<Statement> chain, Wrong wrong) {
        Statement last = new Statement(0, 0, Digest.NONE, Digest.NONE, true);
        for (Statement next : chain) {
            boolean repeated = next.seq() == last.seq() && next.digest().equals(last.digest());
            boolean follows = next.seq() == last.seq() + 1 && next.previous().equals(last.digest());
            if (!repeated && !follows && !next.excused()) {
                wrong.at(
                        next.place(),
                        next.seq() == last.seq()
                                ? "submission seq %d is another statement than the one in another place: there are two chains"
                                        .formatted(next.seq())
                                : "submission seq %d does not follow the last statement of its key in any log: one is missing"
                                        .formatted(next.seq()));
            }
            // What was refused as no next one does not stand beside the one that was accepted.
            last = repeated || next.excused() && next.seq() == last.seq() ? last : next;
        }
    }

    long count() {
        return byKey.values().stream().mapToLong(List::size).sum();
    }

    int keys() {
        return byKey.size();
    }
}
