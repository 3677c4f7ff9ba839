package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.RawDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A mapping in XSLT 3.0, as Kaoto's DataMapper draws it: the item comes as {@code json-to-xml} gives it, and the result is that form
 * again, or its {@code xml-to-json} as text. {@code c:translate('NAME', code)} is there, in the namespace {@value #NAMESPACE}. A
 * stylesheet reads nothing else: no document type, no other document, no import, no class of the program. What is empty in its
 * result is absent, since an XPath that finds nothing gives an empty text.
 */
final class XsltMapping implements Mapping {

    static final String NAMESPACE = "urn:comity:mapping";
    private static final String FUNCTIONS = "http://www.w3.org/2005/xpath-functions";

    private static final Pattern OTHER_RESULT = Pattern.compile("<[A-Za-z0-9_.-]+:result-document\\b");

    private final String file;
    private final String text;
    private final XsltExecutable stylesheet;
    private final XPathExecutable toXml;
    private final XPathExecutable toJson;

    private XsltMapping(
            String file, String text, XsltExecutable stylesheet, XPathExecutable toXml, XPathExecutable toJson) {
        this.file = file;
        this.text = text;
        this.stylesheet = stylesheet;
        this.toXml = toXml;
        this.toJson = toJson;
    }

    static Optional<Mapping> compile(Path file, List<Problem> problems) throws IOException {
        String name = file.getFileName().toString();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Processor processor = processor(Tables.beside(file, problems));
        XsltCompiler compiler = processor.newXsltCompiler();
        List<Problem> found = new ArrayList<>();
        compiler.setErrorReporter(error -> {
            if (!error.isWarning()) {
                found.add(Problem.error(
                        name,
                        Math.max(0, error.getLocation().getLineNumber()),
                        Math.max(0, error.getLocation().getColumnNumber()),
                        "not XSLT: " + error.getMessage()));
            }
        });
        Matcher writes = OTHER_RESULT.matcher(text);
        if (writes.find()) {
            TextPlace place = TextPlace.at(text, writes.start());
            problems.add(Problem.error(name, place.line(), place.column(), "a mapping writes no other document"));
            return Optional.empty();
        }
        try {
            XsltExecutable stylesheet = compiler.compile(source(text));
            return Optional.of(new XsltMapping(
                    name,
                    text,
                    stylesheet,
                    processor.newXPathCompiler().compile("json-to-xml(.)"),
                    processor.newXPathCompiler().compile("xml-to-json(.)")));
        } catch (SaxonApiException e) {
            problems.addAll(
                    found.isEmpty()
                            ? List.of(Problem.error(name, 0, 0, "not XSLT"))
                            : found.stream().distinct().toList());
            return Optional.empty();
        }
    }

    private static final class NoEnvironment implements EnvironmentVariableResolver {

        @Override
        public Set<String> getAvailableEnvironmentVariables() {
            return Set.of();
        }

        @Override
        public String getEnvironmentVariable(String name) {
            return null;
        }
    }

    private static Processor processor(Tables tables) {
        Processor processor = new Processor(false);
        // Of several properties that say the same, the resolver is the one that nothing goes round.
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        processor.getUnderlyingConfiguration().setResourceResolver(request -> {
            throw new XPathException("a mapping reads no other document");
        });
        // Secrets of the process stand in its environment: neither that nor its properties are a mapping's.
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        processor.registerExtensionFunction(new XsltTranslate(tables));
        return processor;
    }

    private static SAXSource source(String text) throws IOException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            SAXSource source =
                    new SAXSource(factory.newSAXParser().getXMLReader(), new InputSource(new StringReader(text)));
            source.setSystemId("mapping:stylesheet");
            return source;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("this Java has no secure XML parser", e);
        }
    }

    @Override
    public ObjectNode map(ObjectNode item) throws Unmappable {
        try {
            XdmItem document = one(toXml, new XdmAtomicValue(Json.text(item)));
            Xslt30Transformer transformer = stylesheet.load30();
            transformer.setErrorReporter(error -> {});
            transformer.setMessageHandler(message -> {});
            transformer.setResultDocumentHandler(uri -> {
                throw new IllegalArgumentException("a mapping writes no other document");
            });
            transformer.setGlobalContextItem(document);
            RawDestination result = new RawDestination();
            transformer.applyTemplates(document, result);
            return JsonViews.withoutNothing(
                    Json.parseObject(json(result.getXdmValue()).getBytes(StandardCharsets.UTF_8)));
        } catch (SaxonApiException e) {
            throw unmappable(e);
        } catch (MalformedJson e) {
            throw new Unmappable(file, 0, 0, "the mapping gave no JSON object: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Unmappable(file, 0, 0, e.getMessage());
        }
    }

    private String json(XdmValue result) throws SaxonApiException {
        if (result.size() == 1
                && result.itemAt(0) instanceof XdmNode node
                && map(node).isPresent()) {
            return one(toJson, map(node).get()).getStringValue();
        }
        StringBuilder text = new StringBuilder();
        result.stream().forEach(item -> text.append(item.getStringValue()));
        return text.toString();
    }

    /** The element that stands for a JSON object, where the result is one. */
    private static Optional<XdmNode> map(XdmNode node) {
        QName name = new QName(FUNCTIONS, "map");
        return name.equals(node.getNodeName())
                ? Optional.of(node)
                : node.children("*").iterator().hasNext()
                                && name.equals(
                                        node.children("*").iterator().next().getNodeName())
                        ? Optional.of(node.children("*").iterator().next())
                        : Optional.empty();
    }

    private static XdmItem one(XPathExecutable expression, XdmItem context) throws SaxonApiException {
        XPathSelector selector = expression.load();
        selector.setContextItem(context);
        return selector.evaluateSingle();
    }

    private Unmappable unmappable(SaxonApiException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Tables.Untranslated untranslated) {
                return Unmappable.untranslated(file, TextPlace.ofTable(text, untranslated.table()), untranslated);
            }
        }
        return new Unmappable(file, Math.max(0, e.getLineNumber()), 0, e.getMessage());
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public boolean asksByName() {
        return false;
    }
}
