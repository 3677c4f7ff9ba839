package dev.comity.kit;

import dev.comity.yaml.Problem;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What the kit found as build servers read it: a suite an adapter, a test case a check, times in seconds. */
public final class JunitReport {

    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** As {@link #of}, of checks that could not begin: one suite with one error. */
    public static String notMade(String why) {
        return write(report -> report.error(why));
    }

    /** One XML document. */
    public static String of(List<AdapterOutcome> adapters) {
        return write(report -> report.suites(adapters));
    }

    private interface Content {
        void to(JunitReport report) throws XMLStreamException;
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            content.to(new JunitReport(xml));
            xml.close();
            return text.append('\n').toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report could not be written", e);
        }
    }

    private void suites(List<AdapterOutcome> adapters) throws XMLStreamException {
        List<CheckOutcome> all =
                adapters.stream().flatMap(adapter -> adapter.checks().stream()).toList();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "comity adapter test");
        counts(all, adapters.stream().mapToLong(AdapterOutcome::millis).sum());
        for (AdapterOutcome adapter : adapters) {
            suite(adapter);
        }
        end();
        xml.writeEndDocument();
    }

    private void error(String why) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "comity adapter test");
        xml.writeAttribute("tests", "1");
        xml.writeAttribute("failures", "0");
        xml.writeAttribute("errors", "1");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "comity");
        xml.writeAttribute("name", "adapter test");
        xml.writeStartElement("error");
        xml.writeAttribute("message", why);
        xml.writeEndDocument();
    }

    private void suite(AdapterOutcome adapter) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", adapter.folder());
        counts(adapter.checks(), adapter.millis());
        for (CheckOutcome check : adapter.checks()) {
            testCase(adapter, check);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void counts(List<CheckOutcome> checks, long millis) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(checks.size()));
        xml.writeAttribute("failures", String.valueOf(count(checks, Status.FAIL)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", String.valueOf(count(checks, Status.SKIPPED)));
        xml.writeAttribute("time", seconds(millis));
    }

    private static long count(List<CheckOutcome> checks, Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }

    private void testCase(AdapterOutcome adapter, CheckOutcome check) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", adapter.folder().replace('.', '_').replace('/', '.'));
        xml.writeAttribute("name", check.number() + " " + check.id());
        xml.writeAttribute("time", seconds(check.millis()));
        if (check.status() == Status.SKIPPED) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", check.reason());
        } else if (check.failed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", check.problems().get(0).toString());
            xml.writeAttribute("type", check.id());
            xml.writeCharacters(check.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void end() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }
}
