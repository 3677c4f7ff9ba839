package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoteTest {

    private static final Ranges ANSWERED = Ranges.of(List.of(5L, 6L, 9L));

    @Test
    void aNoteOfANodeIsReadAsItWasWritten() {
        Note note = new Note(
                Optional.of("2"),
                ANSWERED,
                List.of(
                        new Note.Submission(
                                "housing",
                                "digest-1",
                                Optional.of("jti-1"),
                                Optional.of("kid-1"),
                                Optional.of(new Link(7, "statement-7"))),
                        new Note.Submission(
                                "housing", "digest-2", Optional.empty(), Optional.empty(), Optional.empty())),
                List.of("delivery-1", "delivery-2"));

        assertThat(Note.parse(note.text())).isEqualTo(note);
    }

    @Test
    void aHubAloneWritesTheIndicesAndNothingElse() {
        assertThat(Note.alone(ANSWERED).text()).isEqualTo("5-6,9-9");
        assertThat(Note.parse("5-6,9-9")).isEqualTo(Note.alone(ANSWERED));
    }

    @Test
    void thatANodeIsThereIsToldFromWhatItAnswered() {
        assertThat(Note.parse(Note.here("1").text())).matches(Note::isOnlyHere);
        assertThat(Note.parse("node 1 5-5").isOnlyHere()).isFalse();
    }

    @Test
    void aLineOfAnotherVersionIsNotPassedOver() {
        assertThatThrownBy(() -> Note.parse("node 1 5-5\nsomething else")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyAgencyHasOneFirstNodeAndAllNodesAgreeWhich() {
        List<String> nodes = List.of("1", "2", "3");
        for (String agency : List.of("housing", "transport", "civil-affairs", "open-data")) {
            assertThat(nodes.stream().map(node -> new NodeTurns(nodes, node).delayMillis(agency)))
                    .containsExactlyInAnyOrder(0L, 3_000L, 6_000L);
            assertThat(nodes.stream()
                            .map(node -> new NodeTurns(nodes, "1").preferredBy(node, Set.of(agency)))
                            .filter(List::isEmpty))
                    .hasSize(2);
        }
    }
}
