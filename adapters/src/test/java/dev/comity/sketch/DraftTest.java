package dev.comity.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.adapter.InputFormat;
import dev.comity.json.Json;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.sketch.Draft.Drafted;
import dev.comity.sketch.Order.From;
import dev.comity.sketch.Order.OfFile;
import dev.comity.sketch.Order.OfTable;
import dev.comity.yaml.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From a file that nobody here has seen, a folder that loads, maps what can be told, and says what cannot. */
class DraftTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static RecordTypes types;

    @TempDir
    Path root;

    @BeforeAll
    static void recordTypes() throws Exception {
        types = RecordTypes.load(Path.of(System.getProperty("comity.home"), "schemas"), new ArrayList<>());
    }

    private static RecordType type(String id) {
        return types.find(RecordTypeId.of(id)).orElseThrow();
    }

    private Drafted draft(String record, From from, byte[] sample) throws Exception {
        Order order = new Order(
                "some-agency/some-system", type(record), Direction.SOURCE, from, Optional.of(new OfFile(sample)));
        return Draft.write(order, root.resolve("drafted"));
    }

    private AdapterFolder load(Drafted drafted) throws Exception {
        List<Problem> problems = new ArrayList<>();
        Optional<AdapterFolder> adapter = AdapterFolder.load(drafted.folder(), problems);
        assertThat(problems).isEmpty();
        return adapter.orElseThrow();
    }

    private static JsonNode expected(Drafted drafted, String name) throws Exception {
        return Json.parse(
                Files.readAllBytes(drafted.folder().resolve("expected").resolve(name + ".json")));
    }

    @Test
    void mapsACsvExportWithChineseHeadersInGb18030() throws Exception {
        String export = """
                优待卡号;持卡人身份证号;优待类别;发卡日期;有效期至;卡状态;备注
                K2026000001;990000195001010019;senior60;2026/1/5;20300104;active;补发
                K2026000002;990000195202020029;senior65;2026/11/15;20301114;active;
                """;

        Drafted drafted = draft("transit-concession-card/1", From.FILE, export.getBytes(GB18030));

        AdapterFolder adapter = load(drafted);
        InputFormat input = adapter.input().orElseThrow();
        assertThat(input.charset()).isEqualTo(GB18030);
        assertThat(input.delimiter()).isEqualTo(';');
        assertThat(input.key()).isEqualTo("优待卡号");
        assertThat(drafted.unset()).isEmpty();
        assertThat(drafted.unused()).containsExactly("备注");
        assertThat(expected(drafted, "sample-1")).isEqualTo(Json.parse("""
                        {"cardNo":"K2026000001","holderResidentId":"990000195001010019","concession":"senior60",
                         "issuedOn":"2026-01-05","expiresOn":"2030-01-04","status":"active"}"""));
        assertThat(Files.readAllBytes(drafted.folder().resolve("samples/sample-1.csv")))
                .isEqualTo((export.lines().limit(2).reduce("", (a, b) -> a + b + "\n")).getBytes(GB18030));
    }

    @Test
    void saysWhichCodesAreNoneAndWhichRequiredFieldNothingLooksLike() throws Exception {
        String export =
                "card_number,concession,issue_date,state\nK1,SENIOR_60,2026-01-05,ZZ9\nK2,DISABLED,2026-01-06,active\n";

        Drafted drafted = draft("transit-concession-card/1", From.FILE, export.getBytes(StandardCharsets.UTF_8));

        assertThat(drafted.unset()).containsExactly("holderResidentId");
        assertThat(drafted.open())
                .anySatisfy(open -> assertThat(open).contains("state to status").contains("1 of its codes"));
        assertThat(drafted.open()).noneSatisfy(open -> assertThat(open).contains("ZZ9"));
        assertThat(Files.readString(drafted.folder().resolve("mapping.jslt")))
                .contains("nothing in the sample looks like it: holderResidentId")
                .doesNotContain("ZZ9");
        load(drafted);
    }

    @Test
    void mapsAListOfNestedJsonObjects() throws Exception {
        String body = """
                {"total": 2, "households": [
                  {"householdNumber": "H1", "headId": "990000195001010019", "division": "440305001001",
                   "address": {"line": "示例路1号"},
                   "members": [{"citizenId": "990000195001010019", "relation": "0"}]},
                  {"householdNumber": "H2", "headId": "990000195202020029", "division": "440305001001",
                   "members": [{"citizenId": "990000195202020029", "relation": "0"}, {"citizenId": "990000195001010019", "relation": "1"}]}
                ]}""";

        Drafted drafted = draft("household/1", From.FILE, body.getBytes(StandardCharsets.UTF_8));

        assertThat(load(drafted).input().orElseThrow().items()).contains("households");
        assertThat(drafted.unset()).isEmpty();
        assertThat(drafted.unused()).isEmpty();
        assertThat(expected(drafted, "sample-2").path("members")).hasSize(2);
        assertThat(expected(drafted, "sample-1")
                        .path("members")
                        .get(0)
                        .path("residentId")
                        .asText())
                .isEqualTo("990000195001010019");
    }

    @Test
    void findsTheItemsOfAnXmlFileAndSplitsThem() throws Exception {
        String file = """
                <?xml version="1.0" encoding="UTF-8"?>
                <export xmlns="urn:x"><head><day>2026-01-01</day></head><list>
                  <org><uscc>91350200MA2YJ1XR9G</uscc><name>甲公司</name><orgType>enterprise</orgType><status>in-operation</status></org>
                  <org><uscc>91350200776049653A</uscc><name>乙公司</name><orgType>enterprise</orgType><status>revoked</status></org>
                </list></export>
                """;

        Drafted drafted = draft("organisation/1", From.FILE, file.getBytes(StandardCharsets.UTF_8));

        assertThat(load(drafted).input().orElseThrow().items()).contains("export/list/org");
        assertThat(expected(drafted, "sample-2").path("uscc").asText()).isEqualTo("91350200776049653A");
        assertThat(Files.readString(drafted.folder().resolve("samples/sample-2.xml")))
                .contains("乙公司")
                .doesNotContain("甲公司");
    }

    @Test
    void readsATableAndChangesNothingInIt() throws Exception {
        String url = "jdbc:h2:mem:draft;DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection
                    .createStatement()
                    .execute(
                            "create table death_register(change_no bigint primary key, certificate_no varchar(40),"
                                    + " deceased_id varchar(18), name varchar(50), death_date date, evidence_level varchar(40));"
                                    + "insert into death_register values(7, 'SW1', '990000195001010019', '样例', date '2026-03-01', 'cremation')");
        }
        Order order = new Order(
                "civil-affairs/other-register",
                type("death-registration/1"),
                Direction.SOURCE,
                From.SQL,
                Optional.of(new OfTable(url, "sa", "", "death_register")));

        Drafted drafted = Draft.write(order, root.resolve("drafted"));

        assertThat(load(drafted).input().orElseThrow().mark()).contains("change_no");
        assertThat(drafted.mapped())
                .extracting(Drafted.Pair::field)
                .contains("deathCertificateNo", "deceasedResidentId", "deathDate", "evidenceLevel", "name");
        assertThat(drafted.open()).anySatisfy(open -> assertThat(open).contains("order of commits"));
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToReachASystemGivesAFolderThatLoads(From from) throws Exception {
        if (from != From.SQL) {
            Order source = new Order("a/source", type("property-transfer/1"), Direction.SOURCE, from, Optional.empty());
            Drafted drafted = Draft.write(source, root.resolve("source"));
            assertThat(drafted.unset()).isEmpty();
            load(drafted);
        }
        Order sink = new Order("a/sink", type("property-transfer/1"), Direction.SINK, from, Optional.empty());

        load(Draft.write(sink, root.resolve("sink")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "''|the sample is empty",
                "one word|is no CSV, JSON or XML",
                "{\"a\":|is not JSON at line 1",
                "<a><b></a>|not well-formed XML",
                "<!DOCTYPE a><a><b><c/></b></a>|document type",
            })
    void namesWhyNothingCanBeDraftedAndWritesNothing(String sample, String why) {
        assertThatThrownBy(() -> draft("property-transfer/1", From.FILE, sample.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Draft.NotDrafted.class)
                .hasMessageContaining(why);
        assertThat(root.resolve("drafted")).doesNotExist();
    }

    @Test
    void neverWritesOverAFolder() throws Exception {
        Files.createDirectories(root.resolve("drafted"));

        assertThatThrownBy(() -> draft("property-transfer/1", From.FILE, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "cardNumber, cardNo, true",
        "card_no, cardNo, true",
        "HolderResidentID, holderResidentId, true",
        "issue_date, issuedOn, true",
        "remarks, cardNo, false",
    })
    void namesThatMeanTheSameLookAlike(String source, String leaf, boolean alike) {
        Leaf found = Leaf.of(type("transit-concession-card/1")).stream()
                .filter(one -> one.name().equals(leaf))
                .findFirst()
                .orElseThrow();

        double similarity = Names.similarity(new SourceField(source, List.of()), found);
        assertThat(similarity >= 0.9).isEqualTo(alike);
        assertThat(similarity < 0.5).isEqualTo(!alike);
    }

    @Test
    void findsTheListInsideWhatAServiceAnswers() throws Exception {
        String answer = """
                {"code": 0, "data": {"total": 1, "rows": [
                  {"permitNo": "ZD-1", "kind": "occupy", "from": "2026-04-01T00:00:00+08:00", "to": "2026-04-02T00:00:00+08:00",
                   "approvals": [{"authority": "11440300999001067A", "decidedOn": "2026-03-20", "decision": "approved"}]}]}}
                """;

        Drafted drafted = draft("road-occupancy-permit/1", From.HTTP, answer.getBytes(StandardCharsets.UTF_8));

        assertThat(load(drafted).input().orElseThrow().items()).contains("data/rows");
        assertThat(expected(drafted, "sample-1").path("to").asText()).startsWith("2026-04-02T00:00:00");
        assertThat(expected(drafted, "sample-1").path("approvals")).hasSize(1);
    }
}
