package dev.comity.witnesses;

import dev.comity.directory.TrustAnchors.TrustedWitness;
import dev.comity.log.Checkpoint;
import dev.comity.log.Checkpoint.SignatureState;
import dev.comity.log.SignedNote;
import dev.comity.log.TileLog;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One witness as the feed knows it. For the feed's thread alone. */
final class WitnessPeer {

    /** A request waits in the witness's queue for as long as the witness is away, so it is hardly ever repeated. */
    private static final Duration PATIENCE = Duration.ofHours(1);
    /** Who has answered with a refusal is left alone for a while. */
    private static final Duration RETRY = Duration.ofSeconds(20);

    private final TrustedWitness witness;
    private final WitnessChannel channel;
    private long seen;
    private boolean answered;
    private Pending pending;
    private long restsUntil = System.nanoTime();
    private String trouble = "has not answered yet";

    private record Pending(String id, WitnessRequest request, long at) {}

    WitnessPeer(TrustedWitness witness, WitnessChannel channel) {
        this.witness = witness;
        this.channel = channel;
    }

    String agency() {
        return witness.agency();
    }

    /** Whether it has ever said, since the start, what it has seen of this log. */
    boolean hasAnswered() {
        return answered;
    }

    /** The size of the newest checkpoint that it says it has seen. */
    long seen() {
        return seen;
    }

    /** Why it has not cosigned what it was asked last; empty if it has. */
    String trouble() {
        return trouble;
    }

    boolean waits() {
        return pending != null;
    }

    /** Asks it to cosign a checkpoint, unless it is asked already or claims to have seen a later one. */
    void ask(Checkpoint checkpoint, TileLog log) throws IOException {
        long now = System.nanoTime();
        boolean asked = pending != null && now - pending.at() < PATIENCE.toNanos();
        if (asked || now - restsUntil < 0 || seen > checkpoint.size()) {
            return;
        }
        WitnessRequest request = new WitnessRequest(seen, log.consistency(seen, checkpoint), checkpoint);
        pending = new Pending(Answers.id(request), request, now);
        try {
            channel.ask(request);
        } catch (Exception e) {
            pending = null;
            failed("is not reached");
        }
    }

    /**
     * Takes its answer.
     *
     * @return the checkpoint with its cosignature alone beside the log's, if it cosigned; empty for anything else, an answer to
     *     another request than the last one included
     */
    Optional<Cosigned> take(String request, WitnessAnswer answer) {
        if (pending == null || !pending.id().equals(request)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = pending.request().checkpoint();
        pending = null;
        if (answer.status() == WitnessAnswer.COSIGNED) {
            return cosigned(checkpoint, answer);
        }
        if (answer.seenSize().isEmpty()) {
            failed(answer.status() == 0 ? "is not reached" : "answers with status " + answer.status());
        } else if (answer.seenSize().getAsLong() == seen && answered) {
            failed("has seen another checkpoint of size " + seen);
        } else {
            seen = answer.seenSize().getAsLong();
            answered = true;
            trouble = "has seen %d entries".formatted(seen);
        }
        return Optional.empty();
    }

    private void failed(String why) {
        trouble = why;
        restsUntil = System.nanoTime() + RETRY.toNanos();
    }

    /** @param line holds over the checkpoint */
    record Cosigned(Checkpoint checkpoint, SignedNote.Line line) {}

    private Optional<Cosigned> cosigned(Checkpoint checkpoint, WitnessAnswer answer) {
        try {
            for (SignedNote.Line line : answer.lines()) {
                // A witness may have several keys; the one that trust.yaml names counts.
                if (checkpoint.with(List.of(line)).signature(witness.vkey()) == SignatureState.TRUE) {
                    seen = checkpoint.size();
                    answered = true;
                    trouble = "";
                    return Optional.of(new Cosigned(checkpoint, line));
                }
            }
        } catch (IllegalArgumentException e) {
            // No signature lines: the same as lines that do not hold.
        }
        failed("answers with a cosignature that does not hold for its key in trust.yaml");
        return Optional.empty();
    }
}
