package dev.comity.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.InputFormat.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in the formats of agencies' systems become items, and what cannot be read is named and spoils nothing beside it. */
class ItemsTest {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private static InputFormat xml(String items, String... lists) {
        return new InputFormat(
                Kind.XML,
                Arrival.FILE,
                false,
                List.of(),
                List.of(),
                ',',
                StandardCharsets.UTF_8,
                Optional.of(items),
                Set.of(lists),
                "no",
                Optional.empty());
    }

    private static InputFormat lines(List<String> columns, List<Integer> widths) {
        return new InputFormat(
                Kind.FIXED_WIDTH,
                Arrival.FILE,
                false,
                columns,
                widths,
                ',',
                GB18030,
                Optional.empty(),
                Set.of(),
                "no",
                Optional.empty());
    }

    private static InputFormat json(Arrival arrival) {
        return new InputFormat(
                Kind.JSON,
                arrival,
                false,
                List.of(),
                List.of(),
                ',',
                StandardCharsets.UTF_8,
                Optional.empty(),
                Set.of(),
                "no",
                Optional.empty());
    }

    private static List<SourceItem> read(InputFormat format, String text) throws SourceUnreadable {
        return Items.of(format, text.getBytes(format.charset()));
    }

    @Test
    void cutsFixedWidthLinesByBytesSoThatNamesOfAnyLengthMoveNoColumn() throws Exception {
        InputFormat format = lines(List.of("no", "name", "class"), List.of(3, 12, 2));

        List<SourceItem> items = read(format, "001王一        C1\r\n002买买提·甲  A2\n003𠮷甲      C5\n");

        assertThat(items).allSatisfy(item -> assertThat(item.problem()).isEmpty());
        assertThat(items)
                .extracting(item -> item.content().toString())
                .containsExactly(
                        "{\"no\":\"001\",\"name\":\"王一\",\"class\":\"C1\"}",
                        "{\"no\":\"002\",\"name\":\"买买提·甲\",\"class\":\"A2\"}",
                        "{\"no\":\"003\",\"name\":\"𠮷甲\",\"class\":\"C5\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "001王一王C|column name, bytes 4 to 8, is not GB18030: a character may cross the column's edge",
                "001王一 C|10 bytes were expected and 9 found",
                "001王一 C10|10 bytes were expected and 11 found",
            })
    void namesTheColumnOfAFixedWidthLineThatCannotBeRead(String line, String problem) throws Exception {
        InputFormat format = lines(List.of("no", "name", "class"), List.of(3, 5, 2));

        List<SourceItem> items = read(format, line + "\n002王甲 C1\n");

        assertThat(items.get(0).problem().orElse("")).startsWith(problem);
        assertThat(items.get(1).problem()).isEmpty();
    }

    @Test
    void takesALastLineOfFullWidthAndKeepsAShorterOneAside() throws Exception {
        InputFormat format = lines(List.of("no"), List.of(3));

        assertThat(read(format, "001\n002").get(1).problem()).isEmpty();
        assertThat(read(format, "001\n00").get(1).problem().orElse("")).contains("half written");
    }

    @Property(tries = 200)
    void whatIsWrittenWithByteWidthsIsRead(
            @ForAll @Size(min = 1, max = 4) List<@StringLength(max = 9) @CharRange(from = '一', to = '龥') String> values)
            throws Exception {
        List<String> names = java.util.stream.IntStream.range(0, values.size())
                .mapToObj(i -> "c" + i)
                .toList();
        List<Integer> widths = values.stream().map(v -> 20).toList();
        StringBuilder line = new StringBuilder();
        values.forEach(v -> line.append(v).append(" ".repeat(20 - v.getBytes(GB18030).length)));

        SourceItem item = read(lines(names, widths), line + "\n").get(0);

        assertThat(item.problem()).isEmpty();
        for (int i = 0; i < values.size(); i++) {
            assertThat(item.content().path(names.get(i)).asText()).isEqualTo(values.get(i));
        }
    }

    @Test
    void readsManyItemsOfAnXmlFileWithAttributesListsAndWhatIsAbsent() throws Exception {
        String file = """
                <?xml version="1.0" encoding="UTF-8"?>
                <r:register xmlns:r="urn:r" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" day="2026-01-01">
                  <!-- exported --><case no="1"><name> 甲 </name><party>a</party><end xsi:nil="true"/><empty/></case>
                  <case no="2"><name lang="zh">乙</name><party>a</party><party><id>b</id></party></case>
                </r:register>
                """;

        List<SourceItem> items = read(xml("register/case", "party"), file);

        assertThat(items)
                .extracting(item -> item.content().toString())
                .containsExactly(
                        "{\"no\":\"1\",\"name\":\"甲\",\"party\":[\"a\"]}",
                        "{\"no\":\"2\",\"name\":{\"lang\":\"zh\",\"text\":\"乙\"},\"party\":[\"a\",{\"id\":\"b\"}]}");
        assertThat(items).extracting(SourceItem::place).containsExactly(1L, 2L);
    }

    @Test
    void keepsAnXmlItemAsideThatRepeatsAnElementWhichIsNoList() throws Exception {
        List<SourceItem> items = read(
                xml("a/b"), "<a>\n<b><no>1</no><c>1</c><c>2</c></b>\n<b><no>2</no>text</b>\n<b><no>3</no></b></a>");

        assertThat(items.get(0).problem().orElse("")).contains("line 2", "'c' stands here a second time");
        assertThat(items.get(1).problem().orElse("")).contains("line 3", "text stands beside elements");
        assertThat(items.get(2).problem()).isEmpty();
    }

    @Test
    void keepsAnXmlItemAsideWhoseAttributeHasTheNameOfAList() throws Exception {
        List<SourceItem> items =
                read(xml("a/b"), "<a><b party=\"x\"><no>1</no><party>y</party></b><b><no>2</no></b></a>");

        assertThat(items.get(0).problem().orElse("")).contains("'party'");
        assertThat(items.get(1).problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a><b><no>1</no></b><b><no>2</no>|1|line 1",
                "<a><b><no>1</no></b></c></a>|1|line 1",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a><b>&e;</b></a>|0|a document type is not taken",
                "<x><b/></x>|0|no element 'a' is here",
                "nothing|0|line 1",
                "<a/>|0|",
            })
    void namesThePlaceWhereAnXmlFileEndsToBeOne(String file, int before, String problem) throws Exception {
        List<SourceItem> items = read(xml("a/b"), file);

        if (problem == null) {
            assertThat(items).isEmpty();
        } else {
            assertThat(items).hasSize(before + 1);
            assertThat(items.subList(0, before))
                    .allSatisfy(item -> assertThat(item.problem()).isEmpty());
            assertThat(items.get(before).problem().orElse("")).contains(problem);
            assertThat(items.get(before).raw()).isEmpty();
        }
    }

    @Test
    void anXmlThatIsDeeperThanAnyRecordIsNotRead() throws Exception {
        String deep = "<a><b>" + "<c>".repeat(100) + "</c>".repeat(100) + "</b></a>";

        assertThat(read(xml("a/b"), deep).get(0).problem()).isPresent();
    }

    @Test
    void readsAnXmlFileInTheCharacterSetThatItNames() throws Exception {
        byte[] file = "<?xml version=\"1.0\" encoding=\"GB18030\"?><a><b><no>样例</no></b></a>".getBytes(GB18030);

        assertThat(Items.of(xml("a/b"), file).get(0).content().path("no").asText())
                .isEqualTo("样例");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"no\":\"1\"}", "{\"no\":", "7"})
    void aJsonFileThatCannotBeReadIsKeptAsideAndARequestIsAnswered(String text) throws Exception {
        assertThat(read(json(Arrival.FILE), text).get(0).problem()).isPresent();
        assertThat(read(json(Arrival.MESSAGE), text).get(0).raw()).isEqualTo(text);
        assertThatThrownBy(() -> read(json(Arrival.REQUEST), text)).isInstanceOf(SourceUnreadable.class);
    }

    @Test
    void oneObjectOrAListOfThemComesInARequest() throws Exception {
        assertThat(read(json(Arrival.REQUEST), "{\"no\":\"1\"}")).hasSize(1);
        assertThat(read(json(Arrival.REQUEST), "[{\"no\":\"1\"},{\"no\":\"2\"},3]"))
                .extracting(item -> item.problem().isPresent())
                .containsExactly(false, false, true);
    }

    @Property(tries = 100)
    void anItemIsKnownAgainByItsContentWhereverItStands(@ForAll @AlphaChars @StringLength(min = 1) String value)
            throws Exception {
        String one =
                read(xml("a/b"), "<a><b><no>" + value + "</no></b></a>").get(0).digest();
        String other = read(xml("a/b"), "<a>\n <b>\n  <no> " + value + " </no></b></a>")
                .get(0)
                .digest();

        assertThat(one).isEqualTo(other);
    }
}
