package dev.comity.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.Home;
import dev.comity.json.Json;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    private static final String DEATH = "death-registration/1";
    private static final String MARRIAGE = "marriage-registration/1";

    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record.evidenceLevel == 'cremation' | {'evidenceLevel':'cremation'} | true",
                "record.evidenceLevel == 'cremation' | {'evidenceLevel':'court-declared'} | false",
                "record.evidenceLevel in ['cremation', 'court-declared'] | {'evidenceLevel':'court-declared'} | true",
                "has(record.cremationDate) && record.cremationDate > '2026-01-01' | {} | false",
                "has(record.cremationDate) && record.cremationDate > '2026-01-01' | {'cremationDate':'2026-02-01'} | true",
                "has(record.deathDivision) && consumerCovers(record.deathDivision) | {'deathDivision':'440305'} | true",
                "has(record.deathDivision) && consumerCovers(record.deathDivision) | {'deathDivision':'440105'} | false",
                "has(record.name) | {'name':null} | false",
                "record.name == 'x' && has(record.name) | {} | false",
            })
    void answersForWhatIsDisclosed(String text, String record, boolean expected) throws Exception {
        // When
        boolean answer = compile(DEATH, text).orElseThrow().test(json(record), "440300");

        // Then
        assertThat(answer).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record.evidenceLevel == 'cremation' | {}",
                "record.evidenceLevel != 'cremation' | {'evidenceLevel':null}",
                "has(record.deathDivision) && consumerCovers(record.deathDivision) | {'deathDivision':'44030'}",
                "has(record.name) && int(record.name) > 3 | {'name':'SECRET'}",
            })
    void hasNoAnswerAndSaysNoValueWhereItCannotBeEvaluated(String text, String record) {
        Condition condition = compile(DEATH, text).orElseThrow();

        assertThatThrownBy(() -> condition.test(json(record), "440300"))
                .isInstanceOf(Condition.ConditionFailed.class)
                .hasMessageContaining(condition.inputs().iterator().next().value())
                .hasMessageNotContaining("SECRET")
                .hasMessageNotContaining("44030");
    }

    @Test
    void hasNoAnswerForAConsumerWhoseDivisionIsUnknown() {
        Condition condition = compile(DEATH, "has(record.deathDivision) && consumerCovers(record.deathDivision)")
                .orElseThrow();

        assertThatThrownBy(() -> condition.test(json("{'deathDivision':'440305'}"), ""))
                .isInstanceOf(Condition.ConditionFailed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record.evidenceLevel == 'cremation' | death-registration/1 | [evidenceLevel]",
                "has(record.informant) && has(record.informant.name) && record.deathDate > '2026' | death-registration/1 | [deathDate, informant.name]",
                "record.parties.exists(p, has(p.nationality) && p.nationality == 'CHN') | marriage-registration/1 | [parties[].nationality]",
                "has(record.parties[0].passport) && record.parties[0].passport.country == 'CHN' | marriage-registration/1 | [parties[].passport.country]",
                "has(record.coApplicants) && size(record.coApplicants) > 1 | public-rental-application/1 | [coApplicants[].relation, coApplicants[].residentId]",
                "has(record.priorityReasons) && record.priorityReasons.all(r, r == 'other') | public-rental-application/1 | [priorityReasons[]]",
                "has(record.status) && has(record.leaseFrom) && [record.status].exists(x, x == record.leaseFrom) | public-rental-application/1 | [leaseFrom, status]",
            })
    void knowsEveryFieldThatItReads(String text, String type, String inputs) {
        assertThat(compile(type, text).orElseThrow().inputs()).hasToString(inputs);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "record.evidencLevel == 'a' | 1:14 | 'evidencLevel' is not a field of death-registration/1. Did you mean 'evidenceLevel'?",
                "has(record.evidencLevel) | 1:18 | 'evidencLevel' is not a field",
                "record.informant.nam == 'a' | 1:24 | 'nam' is not a field of death-registration/1. Did you mean 'name'?",
                "record.evidenceLevel | 1:13 | expected type 'bool' but found 'string'",
                "record.evidenceLevel == 3 | 1:28 | found no matching overload",
                "covers(record.deathDivision) | 1:13 | undeclared reference to 'covers'",
                "recor.name == 'a' | 1:7 | undeclared reference to 'recor'",
                "record == record | 1:7 | a condition names the fields that it reads",
                "type(record) == map | 1:12 | a condition names the fields that it reads",
                "record.name == | 1:21 | mismatched input",
                "record.cremationDate > '2026' | 1:13 | 'cremationDate' may be absent, and then this condition has no answer; write has(record.cremationDate) && before it",
                "has(record.name) && record.cremationDate > '2026' | 1:33 | 'cremationDate' may be absent",
                "has(record.informant.name) | 1:17 | 'informant' may be absent",
            })
    void isRefusedAtLoadWithThePlaceOfTheMistake(String text, String place, String message) {
        // When
        Optional<Condition> condition = compile(DEATH, text);

        // Then
        assertThat(condition).isEmpty();
        assertThat(problems.get(0))
                .asString()
                .startsWith("a.yaml:" + place + "  ")
                .contains(message);
    }

    @Test
    void pointsAtTheBeginningWhereTheTextIsQuoted() {
        // When
        compile(MARRIAGE, "\"record.effectivStatus == 'valid'\"");

        // Then
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).asString().startsWith("a.yaml:1:7  ").contains("Did you mean 'effectiveStatus'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "!has(record.name) || record.name != 'x' ; ",
                "record.name != 'x' || !has(record.name) ; ",
                "has(record.name) ? record.name == 'x' : true ; ",
                "!has(record.name) ? true : record.name == 'x' ; ",
                "!(!has(record.name) || record.name == 'x') ; ",
                "!(has(record.name) && record.name == 'x') ; ",
                "has(record.name) && (record.name == 'x' || record.name == 'y') ; ",
                "has(record.name) && has(record.cremationDate) && record.name < record.cremationDate ; ",
                "[1].exists(i, has(record.name) && record.name == 'x') ; ",
                "has(record.cremationDate) || record.cremationDate > '2026' ; cremationDate",
                "!has(record.cremationDate) && record.cremationDate > '2026' ; cremationDate",
                "(has(record.cremationDate) || has(record.name)) && record.name == 'x' ; name",
                "has(record.name) ? true : record.name == 'x' ; name",
                "!(has(record.name) && true) || record.name == 'x' ; ",
                "!(has(record.name) || true) && record.name == 'x' ; name",
                "[1].exists(i, has(record.name)) && record.name == 'x' ; name",
                "['x'].all(i, i == record.name) ; name",
                "record.name in ['x'] ; name",
                "size(record.name + 'x') > 3 ; name",
                "{'x': record.name}.size() == 1 ; name",
                "has(record.informant.name) ; informant",
            })
    void isRefusedAtLoadWhereAFieldIsReadThatMayBeAbsent(String text, String field) {
        // When
        Optional<Condition> condition = compile(DEATH, '"' + text + '"');

        // Then
        assertThat(condition.isPresent()).isEqualTo(field == null);
        assertThat(problems)
                .allMatch(problem -> problem.message().startsWith("'" + field + "' may be absent"))
                .hasSize(field == null ? 0 : 1);
    }

    @Test
    void readsACaseOnlyWhereItSaysSo() throws Exception {
        Condition condition = compile(DEATH, "record.evidenceLevel == 'cremation' || caseChecked")
                .orElseThrow();

        assertThat(condition.readsCase()).isTrue();
        assertThat(condition.test(json("{'evidenceLevel':'other'}"), "440300", true))
                .isTrue();
        assertThat(condition.test(json("{'evidenceLevel':'other'}"), "440300")).isFalse();
        assertThat(compile(DEATH, "record.evidenceLevel == 'caseChecked'")
                        .orElseThrow()
                        .readsCase())
                .isFalse();
    }

    private Optional<Condition> compile(String type, String text) {
        YamlNode root = YamlDocument.parse(
                        "a.yaml", ("when: " + text + "\n").getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow();
        YamlNode when = root.members().get("when").value();
        return new ConditionCompiler(Home.type(type)).compile(when, problems);
    }

    private static ObjectNode json(String text) throws Exception {
        return Json.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
