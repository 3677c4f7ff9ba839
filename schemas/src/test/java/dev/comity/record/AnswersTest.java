package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivations that answer a question about several fields, a place, a list or a presented value; each trap a row. */
class AnswersTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-03-15T04:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "everything holds                 | {'a':'x','from':'2026-01-01','to':'2026-12-31'} | yes",
                "begins on the first of the month | {'a':'x','from':'2026-03-01','to':'2026-12-31'} | yes",
                "begins later in the month        | {'a':'x','from':'2026-03-02','to':'2026-12-31'} | no",
                "the last day is inclusive        | {'a':'x','from':'2026-01-01','to':'2026-03-01'} | yes",
                "ended the day before             | {'a':'x','from':'2026-01-01','to':'2026-02-28'} | no",
                "another value                    | {'a':'y','from':'2026-01-01','to':'2026-12-31'} | no",
                "an end that need not be there    | {'a':'x','from':'2026-01-01'}                   | yes",
                "a begin that is not known        | {'a':'x','to':'2026-12-31'}                     | indeterminate",
                "only the year of the begin       | {'a':'x','from':'2026'}                         | indeterminate",
                "unknown begin, but another value | {'a':'y'}                                       | no",
                "null is not known                | {'a':null,'from':'2026-01-01'}                  | indeterminate",
                "nothing at all                   | {}                                              | indeterminate",
            })
    void meets(String why, String record, String answer) throws MalformedJson {
        String terms =
                "{'all':[{'field':'a','in':['x','z']},{'field':'from','is':'reached'},{'field':'to','is':'notPassed','orAbsent':true}]}";
        assertThat(compute("meets", "a", terms, record)).as(why).contains(TextNode.valueOf(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "village in the township     | 440305001001                 | yes",
                "the township itself         | 440305001                    | yes",
                "another township            | 440305002001                 | no",
                "digits alone do not decide  | 440305001001                 | yes",
                "its county is larger        | 440305                       | indeterminate",
                "its province is larger      | 44                           | indeterminate",
                "another county              | 440306                       | no",
                "a city that is an area      | 440100                       | yes",
                "a county of that city       | 440103                       | yes",
                "unit in the district        | 440305001002GB00012F00010301 | yes",
                "unit in another district    | 440305003002GB00012F00010301 | no",
                "unit on the parcel          | 440306004001JC00007W00000000 | yes",
                "unit on another parcel      | 440306004001JC00008W00000000 | no"
            })
    void inZone(String why, String place, String answer) throws MalformedJson {
        String areas = "{'areas':['440305001','4401','440306004001JC00007']}";
        assertThat(compute("inZone", "a", areas, "{'a':'%s'}".formatted(place)))
                .as(why)
                .contains(TextNode.valueOf(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "both ends            | 6 | 4 | 440305194503120012 | 440305********0012",
                "the end alone        | 0 | 2 | 440305194503120012 | ****************12",
                "nothing stays        | 0 | 0 | 12345              | *****",
                "ends that meet       | 2 | 2 | 1234               | ****",
                "ends that overlap    | 3 | 2 | 1234               | ****",
                "beyond the basic plane| 1 | 1 | 𠮷野家𠮷           | 𠮷**𠮷"
            })
    void maskMiddle(String why, int head, int tail, String text, String masked) throws MalformedJson {
        String arguments = "{'keepHead':%d,'keepTail':%d}".formatted(head, tail);
        assertThat(compute("maskMiddle", "a", arguments, "{'a':'%s'}".formatted(text)))
                .as(why)
                .contains(TextNode.valueOf(masked));
    }

    @ParameterizedTest
    @CsvSource({
        "6, 4, true",
        "6, 1, true",
        "14, 4, true",
        "6, 0, false",
        "5, 4, false",
        "0, 4, false",
    })
    void aMaskThatHidesTheBirthDateAloneTellsTheNumber(int head, int tail, boolean tells) throws MalformedJson {
        assertThat(MaskedMiddle.tellsResidentNumber(json("{'keepHead':%d,'keepTail':%d}".formatted(head, tail))))
                .isEqualTo(tells);
    }

    @Test
    void theSchemaNeedNotSayThatSuchAMaskTellsTheNumber() {
        assertThat(Repository.type("disability-certificate/1")
                        .field(FieldPath.of("maskedResidentId"))
                        .orElseThrow()
                        .embeds())
                .containsExactly(FieldPath.of("residentId"));
        assertThat(Repository.type("resident/1")
                        .field(FieldPath.of("residentIdEnd"))
                        .orElseThrow()
                        .embeds())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all                     | {}                       | 3",
                "all but one             | {'less':1}               | 2",
                "never below nothing     | {'less':5}               | 0",
                "without those who left  | {'without':'left'}       | 2",
                "and without oneself     | {'without':'left','less':1} | 1"
            })
    void count(String why, String arguments, int count) throws MalformedJson {
        assertThat(compute("count", "a", arguments, "{'a':[{'left':'2020-01-01'},{'left':null},{}]}"))
                .as(why)
                .map(JsonNode::intValue)
                .contains(count);
    }

    @Test
    void anEmptyListDoesNotExist() throws MalformedJson {
        assertThat(compute("exists", "a", "{}", "{'a':[]}"))
                .map(JsonNode::booleanValue)
                .contains(false);
        assertThat(compute("exists", "a", "{}", "{'a':[{}]}"))
                .map(JsonNode::booleanValue)
                .contains(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the same             | 买买提·艾力 | 买买提·艾力  | consistent",
                "another dot          | 买买提·艾力 | 买买提•艾力  | consistent",
                "a full-width dot     | 买买提·艾力 | 买买提．艾力 | consistent",
                "full-width letters   | Anna        | Ａｎｎａ     | consistent",
                "another character    | 张三        | 张叁         | inconsistent",
                "a rare character     | 李𠮷        | 李吉         | inconsistent",
                "capitals count       | Anna        | ANNA         | inconsistent",
                "a part is not enough | 440305      | 4403         | inconsistent"
            })
    void equalsComparesAsPeopleRead(String why, String held, String presented, String answer) throws MalformedJson {
        assertThat(present("a", "{'a':'%s'}".formatted(held), presented))
                .as(why)
                .contains(TextNode.valueOf(answer));
    }

    @Test
    void oneElementOfAListIsEnoughToAgree() throws MalformedJson {
        String owners = "{'owners':[{'id':'1'},{'name':'only'},{'id':'2'}]}";
        assertThat(present("owners[].id", owners, "2")).contains(TextNode.valueOf("consistent"));
        assertThat(present("owners[].id", owners, "3")).contains(TextNode.valueOf("inconsistent"));
    }

    @Test
    void withoutARecordOrAPresentedValueThereIsNoAnswer() throws MalformedJson {
        assertThat(present("a", "{}", "x")).isEmpty();
        assertThat(present("owners[].id", "{'owners':[]}", "x")).isEmpty();
        assertThat(compute("equals", "a", "{}", "{'a':'x'}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recomputed, right                  | meets  | {'all':[{'field':'a','in':['x']}]} | {'a':'x','r':'yes'} | a     | true",
                "recomputed, wrong                  | meets  | {'all':[{'field':'a','in':['x']}]} | {'a':'x','r':'no'}  | a     | false",
                "a disclosed term that is false     | meets  | {'all':[{'field':'b','in':['x']},{'field':'a','in':['x']}]} | {'a':'y','r':'yes'} | a | false",
                "the term that decides is withheld  | meets  | {'all':[{'field':'b','in':['x']},{'field':'a','in':['x']}]} | {'a':'x','r':'no'}  | a | true",
                "the source is there                | exists | {}         | {'a':'x','r':false}   | a     | false",
                "the source may be withheld         | exists | {}         | {'r':true}            |       | true",
                "something of the source is there   | exists | {}         | {'a':{'b':1},'r':false} | a.b | false",
                "more elements than counted         | count  | {}         | {'a':['1','2'],'r':1} | a[]   | false",
                "elements may be withheld           | count  | {}         | {'a':['1','2'],'r':5} | a[]   | true",
                "one less                           | count  | {'less':1} | {'a':['1','2'],'r':1} | a[]   | true",
                "no number                          | count  | {}         | {'r':'1'}             |       | false",
                "an answer that nobody asked for    | equals | {}         | {'r':'consistent'}    |       | false",
                "a wrong band                       | band   | {'edges':['1'],'inclusive':'lower'} | {'a':0,'r':'>=1'} | a | false",
                "a source of another form           | yearOnly | {}       | {'a':'x','r':'2026'}  | a     | false",
                "a secret                           | pseudonym | {}      | {'a':'x','r':'y'}     | a     | true",
                "absent                             | yearOnly | {}       | {'a':'2026-01-01'}    | a     | true"
            })
    void aDerivedValueThatWhatIsDisclosedProvesWrongDoesNotHold(
            String why, String function, String arguments, String record, String leaf, boolean holds)
            throws MalformedJson {
        // Given
        Set<FieldPath> leaves = leaf == null ? Set.of() : Set.of(FieldPath.of(leaf));
        Derivation derivation = derivation(function, "a", arguments);

        // When
        boolean found = new DerivedCheck(json(record), leaves, NOW, SHANGHAI).holds(derivation);

        // Then
        assertThat(found).as(why).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"inZone | {'areas':['44']} | 44030", "meets | {'all':[{'field':'a','is':'reached'}]} | 27.02.2026"
            })
    void refusesASourceOfAnotherForm(String function, String arguments, String value) {
        assertThatThrownBy(() -> compute(function, "a", arguments, "{'a':'%s'}".formatted(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(value);
    }

    private static Optional<JsonNode> compute(String function, String from, String arguments, String record)
            throws MalformedJson {
        return Derivations.compute(
                derivation(function, from, arguments), json(record), Optional.empty(), NOW, SHANGHAI);
    }

    private static Optional<JsonNode> present(String from, String record, String presented) throws MalformedJson {
        return Derivations.compute(
                derivation("equals", from, "{}"),
                json(record),
                Optional.empty(),
                NOW,
                SHANGHAI,
                Optional.of(TextNode.valueOf(presented)));
    }

    private static Derivation derivation(String function, String from, String arguments) throws MalformedJson {
        return new Derivation(
                FieldPath.of("r"), function, FieldPath.of(from), json(arguments), function.equals("pseudonym"));
    }

    private static ObjectNode json(String text) throws MalformedJson {
        return Json.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
