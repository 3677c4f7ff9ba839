package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What other nodes are told of the entries that are about dead letters. */
class NoteOfEntriesTest {

    private final NoteOfEntries entries = new NoteOfEntries();

    private Note note() {
        return entries.of("1", Ranges.of(List.of(0L)));
    }

    private static ObjectNode undeliverable() {
        return Json.object()
                .put("time", "2026-11-24T08:00:00Z")
                .put("provider", "housing")
                .put("submission", "jws")
                .put("attempts", 1)
                .put("later", "maybe");
    }

    private static ObjectNode submitted() {
        ObjectNode members = Json.object()
                .put("time", "2026-11-24T08:00:00Z")
                .put("exchange", "e")
                .put("provider", "housing")
                .put("jti", "id")
                .put("record", "r")
                .put("schema", "s")
                .put("jws", "jws")
                .put("config", "c")
                .put("engine", "1");
        members.set("submission", statement());
        members.putArray("subjects");
        members.putArray("decisions");
        return members;
    }

    private static ObjectNode statement() {
        return Json.object().put("digest", "d7").put("kid", "k").put("seq", 7).put("prev", "d6");
    }

    private void add(Entry.Kind kind, ObjectNode members) {
        entries.add(new Placed(0, Entry.of(kind, members)));
    }

    @Test
    void theSequenceGoesOnFromARecordThatCouldNotBeProcessed() {
        ObjectNode members = undeliverable();
        members.set("statement", statement());
        add(Entry.Kind.UNDELIVERABLE, members);

        assertThat(note().submissions())
                .containsExactly(new Note.Submission(
                        "housing", "jws", Optional.empty(), Optional.of("k"), Optional.of(new Link(7, "d7"))));
    }

    @Test
    void theSequenceDoesNotGoOnFromARecordThatIsSubmittedAgain() {
        add(Entry.Kind.SUBMITTED, submitted().put("resubmission", 1));

        assertThat(note().submissions())
                .containsExactly(
                        new Note.Submission("housing", "jws", Optional.of("id"), Optional.empty(), Optional.empty()));
    }

    @Test
    void aDeliveryThatDidNotArriveLeavesTheAnswerToItsSubmission() {
        add(Entry.Kind.UNDELIVERABLE, undeliverable().put("delivery", "d").put("consumer", "transport"));

        assertThat(note().isOnlyHere()).isFalse();
        assertThat(note().submissions()).isEmpty();
        assertThat(note().deliveries()).isEmpty();
    }
}
