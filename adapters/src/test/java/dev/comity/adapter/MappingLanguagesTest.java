package dev.comity.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same mapping in every language gives the same record; none of them reads or writes anything else. */
class MappingLanguagesTest {

    private static final String XSLT =
            "<xsl:stylesheet version=\"3.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\""
                    + " xmlns:fn=\"http://www.w3.org/2005/xpath-functions\""
                    + " xmlns=\"http://www.w3.org/2005/xpath-functions\" xmlns:c=\"urn:comity:mapping\">\n";

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void mappings() throws Exception {
        Files.createDirectories(folder.resolve("tables"));
        Files.writeString(folder.resolve("tables/use.csv"), "from,to\nA,private\nB,\"ride-hailing\"\n");
        Files.writeString(
                folder.resolve("mapping.jslt"),
                "{\n"
                        + "  \"use\": translate(\"use\", .use),\n"
                        + "  \"owner\": {\"name\": .owner.name},\n"
                        + "  \"seats\": .seats\n"
                        + "}");
        Files.writeString(
                folder.resolve("mapping.jsonata"),
                "{\n  \"use\": $translate(\"use\", use),\n  \"owner\": {\"name\": owner.name},\n  \"seats\": seats\n}");
        Files.writeString(folder.resolve("mapping.xslt"), XSLT + """
            <xsl:output method="text"/>
            <xsl:template match="/">
            <xsl:variable name="record"><map>
            <string key="use"><xsl:value-of select="c:translate('use', fn:map/fn:string[@key='use'])"/></string>
            <map key="owner"><string key="name">
            <xsl:value-of select="fn:map/fn:map[@key='owner']/fn:string[@key='name']"/></string></map>
            <xsl:for-each select="fn:map/fn:number[@key='seats']"><number key="seats"><xsl:value-of select="."/></number></xsl:for-each>
            </map></xsl:variable>
            <xsl:value-of select="xml-to-json($record)"/>
            </xsl:template></xsl:stylesheet>
            """);
    }

    private Mapping mapping(String file) throws Exception {
        return Mapping.load(folder.resolve(file), problems).orElseThrow(() -> new AssertionError(problems.toString()));
    }

    private static ObjectNode item(String json) throws Exception {
        return (ObjectNode) Json.parse(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mapping.jslt", "mapping.jsonata", "mapping.xslt"})
    void mapsWhatIsThereAndLeavesOutWhatIsNot(String file) throws Exception {
        Mapping mapping = mapping(file);

        assertThat(mapping.map(item("{\"use\": \"B\", \"owner\": {\"name\": \"样例\"}, \"seats\": 5}")))
                .isEqualTo(item("{\"use\": \"ride-hailing\", \"owner\": {\"name\": \"样例\"}, \"seats\": 5}"));
        assertThat(mapping.map(item("{\"seats\": 5}"))).isEqualTo(item("{\"seats\": 5}"));
    }

    @ParameterizedTest
    @CsvSource({"mapping.jslt,2:10", "mapping.jsonata,2:11", "mapping.xslt,5:"})
    void refusesACodeThatNoTableHasAndNamesTheTableAndNotTheCode(String file, String place) throws Exception {
        Mapping mapping = mapping(file);

        assertThatThrownBy(() -> mapping.map(item("{\"use\": \"unheard-of\"}")))
                .isInstanceOf(Mapping.Unmappable.class)
                .hasMessageContaining(file + ":" + place)
                .hasMessageContaining("tables/use.csv has no line")
                .hasMessageNotContaining("unheard-of");
    }

    @ParameterizedTest
    @CsvSource({
        "mapping.jslt,'{\n \"a\" .b }',2,6",
        "mapping.jsonata,'{\n \"a\" b }',2,6",
        "mapping.xslt,'<x>\n<y></x>',2,"
    })
    void saysWhereAMappingIsWrong(String file, String text, int line, Integer column) throws Exception {
        Files.writeString(folder.resolve(file), text);

        assertThat(Mapping.load(folder.resolve(file), problems)).isEmpty();

        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.line()).isEqualTo(line);
            if (column != null) {
                assertThat(problem.column()).isEqualTo(column);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:value-of select=\"doc('file:///etc/fstab')\"/>",
                "<xsl:value-of select=\"unparsed-text('file:///etc/hostname')\"/>",
                "<xsl:value-of select=\"document('http://127.0.0.1:9/')\"/>",
                "<xsl:value-of select=\"json-doc('file:///etc/hostname')\"/>",
                "<xsl:value-of select=\"sys:getProperty('user.home')\" xmlns:sys=\"java:java.lang.System\"/>",
                "<xsl:result-document href=\"out.xml\"><a/></xsl:result-document>",
                "<xsl:source-document href=\"file:///etc/fstab\"><a/></xsl:source-document>"
            })
    void aStylesheetReachesNothingOutside(String instruction) throws Exception {
        Files.writeString(
                folder.resolve("mapping.xslt"),
                XSLT + "<xsl:template match=\"/\"><map><string key=\"a\">" + instruction
                        + "</string></map></xsl:template></xsl:stylesheet>");

        boolean refused = Mapping.load(folder.resolve("mapping.xslt"), problems)
                .map(MappingLanguagesTest::refuses)
                .orElse(true);

        assertThat(refused).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment-variable('PATH')",
                "string(count(available-environment-variables()))",
                "system-property('user.home')"
            })
    void aStylesheetSeesNothingOfTheProcess(String expression) throws Exception {
        Files.writeString(
                folder.resolve("mapping.xslt"),
                XSLT + "<xsl:template match=\"/\"><map><string key=\"a\">(<xsl:value-of select=\"" + expression
                        + "\"/>)</string></map></xsl:template></xsl:stylesheet>");

        ObjectNode mapped = mapping("mapping.xslt").map(Json.object());

        assertThat(mapped.path("a").asText()).isIn("()", "(0)");
    }

    @Test
    void aFunctionThatStumblesOverAValueDoesNotRepeatIt() throws Exception {
        Files.writeString(folder.resolve("mapping.jsonata"), "{\"a\": $number(name)}");

        assertThatThrownBy(() -> mapping("mapping.jsonata").map(item("{\"name\": \"zhao\"}")))
                .isInstanceOf(Mapping.Unmappable.class)
                .hasMessageNotContaining("zhao");
    }

    private static boolean refuses(Mapping mapping) {
        try {
            mapping.map(Json.object());
            return false;
        } catch (Mapping.Unmappable e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>",
                "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\">"
            })
    void aStylesheetHasNoDocumentType(String head) throws Exception {
        Files.writeString(folder.resolve("mapping.xslt"), head + Files.readString(folder.resolve("mapping.xslt")));

        assertThat(Mapping.load(folder.resolve("mapping.xslt"), problems)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'of,to\nA,b\n',1", "'from,to\nA,b\nA,c\n',3", "'from,to\nA,b,c\n',2"})
    void saysWhichLineOfATableIsWrong(String table, int line) throws Exception {
        Files.writeString(folder.resolve("tables/use.csv"), table);

        Mapping.load(folder.resolve("mapping.jslt"), problems);

        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("tables/use.csv");
            assertThat(problem.line()).isEqualTo(line);
        });
    }
}
