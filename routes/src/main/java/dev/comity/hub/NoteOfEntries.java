package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.log.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What other nodes must know of entries of this log. */
final class NoteOfEntries {

    private final List<Note.Submission> submissions = new ArrayList<>();
    private final List<String> deliveries = new ArrayList<>();

    /** Takes an entry in; kinds that no other node judges by are passed over. */
    void add(Placed placed) {
        switch (placed.entry().kind()) {
            case SUBMITTED -> submissions.add(submission(placed, placed.text("jws"), "submission"));
            case REFUSED -> submissions.add(submission(placed, placed.text("submission"), "statement"));
            case UNDELIVERABLE -> {
                // One consumer's trouble: the submission keeps its answer.
                if (placed.optional("delivery").isEmpty()) {
                    submissions.add(submission(placed, placed.text("submission"), "statement"));
                }
            }
            case RELEASED -> deliveries.add(placed.text("delivery"));
            default -> {
                // An acknowledgement, and what the operator makes of a dead letter, comes to the node that has the
                // entry.
            }
        }
    }

    private static Note.Submission submission(Placed placed, String digest, String member) {
        Optional<JsonNode> statement = Optional.ofNullable(placed.entry().json().get(member));
        boolean accepted = placed.is(Entry.Kind.SUBMITTED);
        // What is submitted again has had its place in the sequence since it came first.
        Optional<JsonNode> sequel =
                statement.filter(held -> !placed.entry().json().has("resubmission"));
        return new Note.Submission(
                placed.text("provider"),
                digest,
                // Only a statement that holds proves that the sender used this id for this JWS.
                statement.isPresent() && (accepted || placed.is(Entry.Kind.REFUSED))
                        ? placed.optional("jti")
                        : Optional.empty(),
                sequel.map(held -> held.get("kid").textValue()),
                sequel.map(held ->
                        new Link(held.get("seq").longValue(), held.get("digest").textValue())));
    }

    Note of(String node, Ranges answered) {
        return new Note(Optional.of(node), answered, submissions, deliveries);
    }
}
