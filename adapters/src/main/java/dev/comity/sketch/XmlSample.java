package dev.comity.sketch;

import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.SourceItem;
import dev.comity.sketch.Sample.Part;
import dev.comity.sketch.Sample.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An XML text: its items are the elements that stand several times at one place, or the innermost one that holds others. */
final class XmlSample {

    private XmlSample() {}

    static Sample read(byte[] file, Arrival arrival) throws Unreadable {
        Document document = parse(file);
        List<Element> path = path(document.getDocumentElement());
        String items = String.join("/", path.stream().map(XmlSample::name).toList());
        Set<String> lists = new LinkedHashSet<>();
        Element first = path.get(path.size() - 1);
        for (Element sibling : siblings(first)) {
            repeated(sibling, lists);
        }
        InputFormat format = Formats.xml(arrival, items, lists);
        List<SourceItem> read = SampleFile.items(format, file);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(Sample.PARTS, read.size()); i++) {
            byte[] alone = alone(file, path.size(), name(first), i);
            parts.add(new Part(alone, SampleFile.items(format, alone).get(0).content()));
        }
        List<String> open = siblings(first).size() > 1
                ? List.of()
                : List.of(
                        "the sample holds one item: see that input.items names the right elements, and input.lists those that may repeat");
        return new Sample(format, read.stream().map(SourceItem::content).toList(), parts, "xml", open);
    }

    private static Document parse(byte[] file) throws Unreadable {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(file));
        } catch (SAXException e) {
            throw new Unreadable("the sample is not well-formed XML, or has a document type: " + e.getMessage());
        } catch (java.io.IOException | javax.xml.parsers.ParserConfigurationException e) {
            throw new Unreadable("the sample cannot be read as XML: " + e.getMessage());
        }
    }

    /** From the root to the first item: the outermost element that stands beside others of its name, or the innermost that holds some. */
    private static List<Element> path(Element root) {
        Element item = repeatedHolder(root);
        if (item == null) {
            item = onlyHolder(root);
        }
        List<Element> path = new ArrayList<>();
        for (Node at = item; at instanceof Element element; at = at.getParentNode()) {
            path.add(0, element);
        }
        return path;
    }

    private static Element repeatedHolder(Element root) {
        List<Element> level = List.of(root);
        while (!level.isEmpty()) {
            List<Element> below = new ArrayList<>();
            for (Element element : level) {
                if (!children(element).isEmpty() && siblings(element).size() > 1) {
                    return element;
                }
                below.addAll(children(element));
            }
            level = below;
        }
        return null;
    }

    /** Goes down while there is one way to go, and no value stands beside it. */
    private static Element onlyHolder(Element root) {
        Element at = root;
        while (true) {
            List<Element> holders = children(at).stream()
                    .filter(child -> !children(child).isEmpty())
                    .toList();
            if (holders.size() != 1 || children(at).size() > 1 && at != root) {
                return at;
            }
            at = holders.get(0);
        }
    }

    private static List<Element> siblings(Element element) {
        return element.getParentNode() instanceof Element parent
                ? children(parent).stream()
                        .filter(child -> name(child).equals(name(element)))
                        .toList()
                : List.of(element);
    }

    private static void repeated(Element element, Set<String> lists) {
        Map<String, Integer> counts = new HashMap<>();
        for (Element child : children(element)) {
            if (counts.merge(name(child), 1, Integer::sum) > 1) {
                lists.add(name(child));
            }
            repeated(child, lists);
        }
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static String name(Element element) {
        return element.getLocalName();
    }

    /** The same file with one of its items only. */
    private static byte[] alone(byte[] file, int depth, String item, int index) throws Unreadable {
        Document document = parse(file);
        List<Element> path = path(document.getDocumentElement());
        List<Element> siblings = siblings(path.get(depth - 1)).stream()
                .filter(one -> name(one).equals(item))
                .toList();
        for (int i = 0; i < siblings.size(); i++) {
            if (i != index) {
                Node before = siblings.get(i).getPreviousSibling();
                if (before != null && before.getNodeType() == Node.TEXT_NODE) {
                    before.getParentNode().removeChild(before);
                }
                siblings.get(i).getParentNode().removeChild(siblings.get(i));
            }
        }
        return text(document);
    }

    private static byte[] text(Document document) throws Unreadable {
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            String encoding = document.getXmlEncoding();
            transformer.setOutputProperty(OutputKeys.ENCODING, encoding == null ? "UTF-8" : encoding);
            document.setXmlStandalone(true);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            transformer.transform(new DOMSource(document), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (javax.xml.transform.TransformerException e) {
            throw new Unreadable("a sample could not be written: " + e.getMessage());
        }
    }
}
