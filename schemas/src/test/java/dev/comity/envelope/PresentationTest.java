package dev.comity.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is read from a presentation's text, compared with an opening of it that knows nothing of the whole envelope. */
class PresentationTest {

    private static final String WHOLE = SampleEnvelope.compact(SampleEnvelope.sealed());
    private static final List<String> PARTS =
            List.of(WHOLE.substring(0, WHOLE.length() - 1).split("~"));

    private static String presentation(List<String> disclosures) {
        List<String> parts = new ArrayList<>(List.of(PARTS.get(0)));
        parts.addAll(disclosures);
        return String.join("~", parts) + "~";
    }

    private static Optional<Set<FieldPath>> shown(String presentation) throws RecordRefused {
        try {
            return Optional.of(SampleEnvelope.intake(WHOLE).shownBy(presentation));
        } catch (RecordRefused e) {
            return Optional.empty();
        }
    }

    private static Optional<Set<FieldPath>> opened(String presentation) {
        try {
            return Optional.of(SampleEnvelope.intake(presentation).leaves());
        } catch (RecordRefused e) {
            return Optional.empty();
        }
    }

    /** Every choice of disclosures in their order: with and without their parents, containers with nothing in them too. */
    @Property(tries = 300)
    void anyPartOfAnEnvelopeShowsWhatItsOpeningShows(@ForAll @Size(64) List<Boolean> kept) throws Exception {
        List<String> some = new ArrayList<>();
        for (int i = 1; i < PARTS.size(); i++) {
            if (kept.get(i % kept.size())) {
                some.add(PARTS.get(i));
            }
        }

        String presentation = presentation(some);

        assertThat(shown(presentation)).isEqualTo(opened(presentation));
    }

    @Test
    void theWholeShowsEveryLeaf() throws Exception {
        assertThat(shown(WHOLE)).contains(SampleEnvelope.intake(WHOLE).leaves());
    }

    @Test
    void aSelectionShowsWhatWasSelected() throws Exception {
        VerifiedEnvelope envelope = SampleEnvelope.intake(WHOLE);
        for (FieldPath leaf : envelope.leaves()) {
            assertThat(envelope.shownBy(envelope.select(Set.of(leaf)).compact()))
                    .containsExactly(leaf);
        }
    }

    @Test
    void whatIsNoPartOfTheEnvelopeIsRefused() throws Exception {
        VerifiedEnvelope envelope = SampleEnvelope.intake(WHOLE);
        String foreign = SampleEnvelope.compact(SampleEnvelope.sealed()).split("~")[1];
        List<String> wrong = List.of(
                presentation(List.of(foreign)),
                presentation(List.of(PARTS.get(1), PARTS.get(1))),
                presentation(List.of("")),
                WHOLE.substring(1),
                WHOLE + "a.b.c",
                SampleEnvelope.compact(SampleEnvelope.sealed()));

        assertThat(wrong)
                .allSatisfy(
                        text -> assertThatThrownBy(() -> envelope.shownBy(text)).isInstanceOf(RecordRefused.class));
    }
}
