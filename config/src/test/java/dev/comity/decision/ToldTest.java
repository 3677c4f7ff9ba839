package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the consumer learns: never whether there is a record that it may not see. */
class ToldTest {

    private static final Agreement AGREEMENT =
            SampleAgreement.named("a").asked(Mode.QUERY, "deceasedResidentId").build();
    private static final FieldPath DATE = FieldPath.of("deathDate");
    private static final FieldPath NAME = FieldPath.of("name");

    @ParameterizedTest
    @EnumSource
    void withoutAnAgreementAReasonIsToldOnlyWhereItLiesInTheRequestItself(RefusalCode code) {
        // Given
        boolean open = Set.of("wrong-sender", "key-scope", "key-expired", "expired", "from-the-future", "replayed")
                .contains(code.code());

        // When
        Told told = new RequestDecision(Optional.empty(), Optional.of(because(code)), 2, List.of()).told();

        // Then
        assertThat(told.refused()).isEqualTo(open ? Optional.of(code) : Optional.empty());
        assertThat(told.about()).hasSize(open ? 0 : 2).allMatch(ToldTest::isNoRecord);
    }

    @ParameterizedTest
    @EnumSource
    void underAnAgreementAConsumerIsToldWhatItsRequestLacks(RefusalCode code) {
        Told told = new RequestDecision(Optional.of(AGREEMENT), Optional.of(because(code)), 1, List.of()).told();

        assertThat(told.refused()).contains(code);
        assertThat(told.about()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDeniedRecordLooksLikeNone(RefusalCode code) {
        Told denied = told(1, denied(0, code));
        Told several = told(1, denied(0, code), denied(0, code));

        assertThat(denied).isEqualTo(told(1, denied(0, RefusalCode.NO_RECORD))).isEqualTo(several);
        assertThat(denied.about()).hasSize(1).allMatch(ToldTest::isNoRecord);
    }

    @Test
    void eachSubjectHasItsOwnAnswerInTheOrderOfTheRequest() {
        // When
        Told told = told(
                3,
                shown(2, NAME),
                denied(1, RefusalCode.JURISDICTION),
                shown(0, DATE),
                denied(0, RefusalCode.CONDITION),
                shown(0, DATE, NAME));

        // Then
        assertThat(told.refused()).isEmpty();
        assertThat(told.about())
                .extracting(about -> about.fields() + " "
                        + about.verdict().map(Verdict::code).orElse(""))
                .containsExactly("[deathDate] ", "[deathDate, name] ", "[] no-record", "[name] ");
    }

    @Test
    void nothingShownIsNoRecord() {
        assertThat(told(1, shown(0)).about()).hasSize(1).allMatch(ToldTest::isNoRecord);
    }

    @Test
    void ofSeveralRecordsOneThatAgreesIsEnough() {
        assertThat(verdict(Verdict.INCONSISTENT, Verdict.CONSISTENT, Verdict.NO_RECORD))
                .isEqualTo(Verdict.CONSISTENT);
        assertThat(verdict(Verdict.CONSISTENT, Verdict.INCONSISTENT)).isEqualTo(Verdict.CONSISTENT);
        assertThat(verdict(Verdict.NO_RECORD, Verdict.INCONSISTENT)).isEqualTo(Verdict.INCONSISTENT);
        assertThat(verdict(Verdict.NO_RECORD)).isEqualTo(Verdict.NO_RECORD);
    }

    @Test
    void whereNobodyIsNamedWhatIsWithheldIsNotEvenCounted() {
        assertThat(told(0, shown(-1, DATE), denied(-1, RefusalCode.SMALL_CELL), shown(-1, DATE))
                        .about())
                .hasSize(2)
                .allMatch(about -> about.fields().equals(Set.of(DATE)));
        assertThat(told(0, denied(-1, RefusalCode.SMALL_CELL)))
                .isEqualTo(told(0))
                .isEqualTo(told(0, denied(-1, RefusalCode.SMALL_CELL), denied(-1, RefusalCode.SMALL_CELL)));
    }

    @Test
    void whatIsDeniedSaysNothingElse() {
        Optional<Refusal> why = Optional.of(because(RefusalCode.CONDITION));

        assertThatThrownBy(() -> new Answer(0, Set.of(DATE), Map.of(), why, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Answer(0, Set.of(), Map.of(), why, Optional.of(Verdict.CONSISTENT)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Answer(0, Set.of(DATE), Map.of(DATE, "x"), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RequestDecision(Optional.of(AGREEMENT), why, 1, List.of(shown(0, DATE))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RequestDecision(Optional.empty(), Optional.empty(), 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decision(AGREEMENT, Set.of(DATE), Map.of(), why))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decision(AGREEMENT, Set.of(DATE), Map.of(DATE, "x"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Official(" ", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Verdict verdict(Verdict... verdicts) {
        Answer[] answers = new Answer[verdicts.length];
        for (int i = 0; i < verdicts.length; i++) {
            answers[i] = new Answer(0, Set.of(DATE), Map.of(), Optional.empty(), Optional.of(verdicts[i]));
        }
        Told told = told(1, answers);
        assertThat(told.about()).hasSize(1);
        assertThat(told.about().get(0).fields()).isEmpty();
        return told.about().get(0).verdict().orElseThrow();
    }

    private static Told told(int asked, Answer... answers) {
        return new RequestDecision(Optional.of(AGREEMENT), Optional.empty(), asked, List.of(answers)).told();
    }

    private static Answer shown(int subject, FieldPath... fields) {
        return new Answer(subject, Set.of(fields), Map.of(), Optional.empty(), Optional.empty());
    }

    private static Answer denied(int subject, RefusalCode code) {
        return new Answer(subject, Set.of(), Map.of(), Optional.of(because(code)), Optional.empty());
    }

    private static Refusal because(RefusalCode code) {
        return Refusal.of(code, "", "because");
    }

    private static boolean isNoRecord(Told.About about) {
        return about.fields().isEmpty() && about.verdict().equals(Optional.of(Verdict.NO_RECORD));
    }
}
