package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traps of each derivation, one a row. */
class DerivationsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-03-15T04:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whole date            | 2026-02-27 | 2026",
                "year and month        | 1949-10    | 1949",
                "year                  | 1949       | 1949",
                "29 February           | 2024-02-29 | 2024",
                "late on New Year's Eve in UTC | 2025-12-31T16:00:00Z      | 2026",
                "the same minute in Shanghai   | 2026-01-01T00:00:00+08:00 | 2026",
                "a second before               | 2025-12-31T23:59:59+08:00 | 2025"
            })
    void yearOnly(String why, String date, String year) {
        assertThat(text("yearOnly", "{}", quoted(date), NOW)).as(why).isEqualTo(year);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "turns 60 on the first of the month   | 1966-03-01 | birthday | 2026-03-15T04:00:00Z | yes",
                "the day after counts                 | 1966-03-01 | dayAfter | 2026-03-15T04:00:00Z | no",
                "turned 60 on the last of the former  | 1966-02-28 | dayAfter | 2026-03-15T04:00:00Z | yes",
                "later in this month, rounded down    | 1966-03-02 | birthday | 2026-03-15T04:00:00Z | no",
                "29 February, a common year           | 1964-02-29 | birthday | 2025-03-01T04:00:00Z | yes",
                "29 February, before the month's end  | 1964-02-29 | birthday | 2024-02-29T04:00:00Z | no",
                "29 February, dayAfter, 1 March       | 1964-02-29 | dayAfter | 2025-03-01T04:00:00Z | yes",
                "29 February, dayAfter, leap year     | 1964-02-29 | dayAfter | 2024-03-01T04:00:00Z | yes",
                "29 February, the day after           | 1966-02-28 | dayAfter | 2026-02-28T04:00:00Z | no",
                "new month in Shanghai, not in UTC    | 1966-04-01 | birthday | 2026-03-31T16:00:00Z | yes",
                "still the old month in Shanghai      | 1966-04-01 | birthday | 2026-03-31T15:59:59Z | no",
                "only the year is known               | 1920       | birthday | 2026-03-15T04:00:00Z | indeterminate",
                "only year and month are known        | 1920-01    | birthday | 2026-03-15T04:00:00Z | indeterminate"
            })
    void ageAtLeast(String why, String birth, String boundary, String at, String answer) {
        String arguments = "{\"years\":60,\"boundary\":\"%s\"}".formatted(boundary);
        assertThat(text("ageAtLeast", arguments, quoted(birth), Instant.parse(at)))
                .as(why)
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sixtieth birthday today     | 1966-03-01 | 60-69",
                "tomorrow                    | 1966-03-02 | 50-59",
                "born on 29 February         | 2016-02-29 | 10-19",
                "born later in this month    | 2026-03-20 | 0-9",
                "only the year               | 1966       | indeterminate"
            })
    void ageBand(String why, String birth, String band) {
        assertThat(text("ageBand", "{\"width\":10}", quoted(birth), NOW))
                .as(why)
                .isEqualTo(band);
    }

    @Test
    void someoneBornOn29FebruaryCompletesAYearWithTheLastDayOfFebruary() {
        // Period.between alone would say 9 here.
        assertThat(Ages.band(java.time.LocalDate.of(2016, 2, 29), 1, java.time.LocalDate.of(2026, 2, 28)))
                .isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "three years to the day   | 2023-03-01 | yes",
                "one day short            | 2023-03-02 | no",
                "begins in the future     | 2027-01-01 | no",
                "from 29 February         | 2020-02-29 | yes",
                "only the year            | 2001       | indeterminate"
            })
    void heldYearsAtLeast(String why, String since, String answer) {
        assertThat(text("heldYearsAtLeast", "{\"years\":3}", quoted(since), NOW))
                .as(why)
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "village to city       | 440305001001 | 4  | 4403",
                "village to county     | 440305001001 | 6  | 440305",
                "village to township   | 440305001001 | 9  | 440305001",
                "the same length       | 440305       | 6  | 440305",
                "city in six digits    | 440300       | 4  | 4403",
                "county to province    | 440305       | 2  | 44",
                "coarser than asked    | 4403         | 6  | ",
            })
    void truncateDivision(String why, String code, int digits, String truncated) {
        String arguments = "{\"digits\":%d}".formatted(digits);
        assertThat(text("truncateDivision", arguments, quoted(code), NOW))
                .as(why)
                .isEqualTo(truncated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lower | 99999      | <100000",
                "lower | 100000     | 100000..<250000",
                "lower | 249999     | 100000..<250000",
                "lower | 250000     | >=250000",
                "upper | 100000     | <=100000",
                "upper | 100001     | >100000..250000",
                "upper | 250000     | >100000..250000",
                "upper | 250001     | >250000",
                "lower | \"99999.99\"  | <100000",
                "lower | \"100000.00\" | 100000..<250000",
                "lower | -5         | <100000",
                "lower | 1000000000000000000000000000001 | >=250000"
            })
    void bandEdgesBelongWhereTheDeclarationSays(String inclusive, String value, String band) {
        String arguments = "{\"edges\":[\"100000\",\"250000\"],\"inclusive\":\"%s\"}".formatted(inclusive);
        assertThat(text("band", arguments, value, NOW)).isEqualTo(band);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two characters                     | 张三                | 张*",
                "three characters                   | 张三丰              | 张**",
                "surname of two characters          | 欧阳修              | 欧阳*",
                "the same with two more             | 欧阳娜娜            | 欧阳**",
                "such a surname alone is two names  | 东方                | 东*",
                "middle dot                         | 买买提·吐尔逊       | 买买提·**",
                "bullet for a middle dot            | 买买提•吐尔逊       | 买买提·**",
                "full-width dot                     | 买买提．吐尔逊      | 买买提·**",
                "several dots                       | 阿·布·丙            | 阿·**",
                "rare surname beyond the basic plane| 𠮷野家              | 𠮷**",
                "rare given name                    | 李𠮷                | 李*",
                "variation selector                 | 葛\uDB40\uDD00城    | 葛\uDB40\uDD00*",
                "one character                      | 曹                  | *",
                "long name shows no length          | Alexandrina         | A**",
                "full-width blanks around           | '\u3000张三\u3000'  | 张*"
            })
    void maskName(String why, String name, String masked) {
        assertThat(text("maskName", "{}", quoted(name), NOW)).as(why).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yearOnly         | {} | \"27.02.2026\"",
                "yearOnly         | {} | \"2023-02-29\"",
                "yearOnly         | {} | 2026",
                "truncateDivision | {\"digits\":4} | \"44030\"",
                "band             | {\"edges\":[\"1\"],\"inclusive\":\"lower\"} | \"1,5\"",
                "band             | {\"edges\":[\"1\"],\"inclusive\":\"lower\"} | \"1e5\"",
                "maskName         | {} | \"  \"",
                "count            | {} | \"three\"",
                "nothing-known    | {} | \"x\""
            })
    void refusesASourceOfAnotherFormWithoutRepeatingIt(String function, String arguments, String value) {
        assertThatThrownBy(() -> compute(function, arguments, value, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(value.replace("\"", ""));
    }

    @Test
    void anAbsentOrNullSourceGivesNothingButForExists() throws MalformedJson {
        ObjectNode nothing = Json.object();
        assertThat(Derivations.compute(derivation("yearOnly", "{}"), nothing, Optional.empty(), NOW, SHANGHAI))
                .isEmpty();
        assertThat(compute("yearOnly", "{}", "null", NOW)).isEmpty();
        assertThat(Derivations.compute(derivation("exists", "{}"), nothing, Optional.empty(), NOW, SHANGHAI))
                .contains(com.fasterxml.jackson.databind.node.BooleanNode.FALSE);
        assertThat(compute("exists", "{}", "\"x\"", NOW))
                .map(JsonNode::asBoolean)
                .contains(true);
        assertThat(compute("count", "{}", "[1,2,3]", NOW)).map(JsonNode::asInt).contains(3);
        assertThat(compute("count", "{}", "[]", NOW)).map(JsonNode::asInt).contains(0);
    }

    @Test
    void aPseudonymIsTheHmacOfWordPathAndValue() throws Exception {
        // Given: a second way to it, by the JDK
        byte[] key = key(7);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] expected = mac.doFinal("comity-pseudonym/1\nholder\nA-17".getBytes(StandardCharsets.UTF_8));

        // When
        String token = pseudonym("holder", "A-17", key);

        // Then
        assertThat(token).isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(expected));
    }

    @Test
    void pseudonymsOfAnotherKeyFieldOrValueDiffer() {
        assertThat(java.util.Set.of(
                        pseudonym("holder", "A-17", key(7)),
                        pseudonym("holder", "A-17", key(8)),
                        pseudonym("owner", "A-17", key(7)),
                        pseudonym("holder", "A-18", key(7))))
                .hasSize(4);
    }

    @Test
    void aPseudonymNeedsAKeyOf32Bytes() {
        assertThatThrownBy(() -> compute("pseudonym", "{}", "\"A-17\"", NOW)).hasMessageContaining("needs a key");
        assertThatThrownBy(() -> pseudonym("holder", "A-17", new byte[16])).hasMessageContaining("32 bytes");
    }

    private static String pseudonym(String field, String value, byte[] key) {
        Derivation derivation =
                new Derivation(FieldPath.of("token"), "pseudonym", FieldPath.of(field), Json.object(), true);
        ObjectNode record = Json.object().put(field, value);
        return Derivations.compute(derivation, record, Optional.of(key), NOW, SHANGHAI)
                .orElseThrow()
                .textValue();
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return key;
    }

    private static String text(String function, String arguments, String value, Instant at) {
        try {
            return compute(function, arguments, value, at)
                    .map(JsonNode::textValue)
                    .orElse(null);
        } catch (MalformedJson e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<JsonNode> compute(String function, String arguments, String value, Instant at)
            throws MalformedJson {
        ObjectNode record = Json.object();
        record.set("source", Json.parse(value));
        return Derivations.compute(derivation(function, arguments), record, Optional.empty(), at, SHANGHAI);
    }

    private static Derivation derivation(String function, String arguments) throws MalformedJson {
        return new Derivation(
                FieldPath.of("result"),
                function,
                FieldPath.of("source"),
                Json.parseObject(arguments.getBytes(StandardCharsets.UTF_8)),
                function.equals("pseudonym"));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
