package dev.comity.kit;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.comity.yaml.Problem;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

/** The report is XML of the shape that Surefire writes and build servers read. */
class JunitReportTest {

    private static final String SHAPE = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:attributeGroup name="counts">
            <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
            <xs:attribute name="time" type="xs:decimal"/>
          </xs:attributeGroup>
          <xs:complexType name="reason" mixed="true">
            <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string"/>
          </xs:complexType>
          <xs:element name="testsuites"><xs:complexType><xs:sequence>
            <xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
              <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                <xs:choice minOccurs="0">
                  <xs:element name="skipped" type="reason"/><xs:element name="error" type="reason"/>
                  <xs:element name="failure" type="reason"/>
                </xs:choice>
                <xs:attribute name="name" type="xs:string" use="required"/>
                <xs:attribute name="classname" type="xs:string" use="required"/>
                <xs:attribute name="time" type="xs:decimal"/>
              </xs:complexType></xs:element>
            </xs:sequence><xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attributeGroup ref="counts"/></xs:complexType></xs:element>
          </xs:sequence><xs:attribute name="name" type="xs:string"/>
          <xs:attribute name="tests" type="xs:nonNegativeInteger"/><xs:attribute name="failures" type="xs:nonNegativeInteger"/>
          <xs:attribute name="errors" type="xs:nonNegativeInteger"/><xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
          <xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element>
        </xs:schema>
        """;

    private static final AdapterOutcome OUTCOME = new AdapterOutcome(
            "adapters/housing/rentals",
            List.of(
                    new CheckOutcome(1, "folder", "title", Status.PASS, "", List.of(), 3),
                    new CheckOutcome(
                            4,
                            "endpoints",
                            "title",
                            Status.FAIL,
                            "",
                            List.of(Problem.error("a&b.yaml", 1, 2, "<'quoted' & \"odd\"> 样例")),
                            1),
                    new CheckOutcome(6, "samples", "title", Status.SKIPPED, "not looked at", List.of(), 0)),
            1234);

    @Test
    void isValidWhateverTheMessagesHold() {
        assertThatCode(() -> validate(JunitReport.of(List.of(OUTCOME)))).doesNotThrowAnyException();
    }

    @Test
    void isValidWhereNoCheckCouldBeMade() {
        assertThatCode(() -> validate(JunitReport.notMade("config/ has 2 errors")))
                .doesNotThrowAnyException();
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(SHAPE)))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }
}
