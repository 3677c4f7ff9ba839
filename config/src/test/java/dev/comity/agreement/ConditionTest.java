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
                "consumerCovers(record.deathDivision) | {'deathDivision':'440305'} | true",
                "consumerCovers(record.deathDivision) | {'deathDivision':'440105'} | false",
                "has(record.name) | {'name':null} | false",
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
                "consumerCovers(record.deathDivision) | {'deathDivision':'44030'}",
                "int(record.name) > 3 | {'name':'SECRET'}",
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
        Condition condition =
                compile(DEATH, "consumerCovers(record.deathDivision)").orElseThrow();

        assertThatThrownBy(() -> condition.test(json("{'deathDivision':'440305'}"), ""))
                .isInstanceOf(Condition.ConditionFailed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record.evidenceLevel == 'cremation' | death-registration/1 | [evidenceLevel]",
                "has(record.informant.name) && record.deathDate > '2026' | death-registration/1 | [deathDate, informant.name]",
                "record.parties.exists(p, p.nationality == 'CHN') | marriage-registration/1 | [parties[].nationality]",
                "record.parties[0].passport.country == 'CHN' | marriage-registration/1 | [parties[].passport.country]",
                "size(record.coApplicants) > 1 | public-rental-application/1 | [coApplicants[].relation, coApplicants[].residentId]",
                "record.priorityReasons.all(r, r == 'other') | public-rental-application/1 | [priorityReasons[]]",
                "true && [record.status].exists(x, x == record.leaseFrom) | public-rental-application/1 | [leaseFrom, status]",
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
