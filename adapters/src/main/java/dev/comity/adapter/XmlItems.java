package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the items of an XML text in order. Nothing outside the text is ever fetched, and a document type is refused. Where the
 * text is cut or not well-formed, the items before that place stand, and the place is an item with a problem: a file may be half
 * written, and is read again when it has changed.
 */
final class XmlItems {

    private static final XMLInputFactory FACTORY = factory();

    private final InputFormat format;
    private final List<String> path;
    private final List<SourceItem> items = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean holderSeen;

    private XmlItems(InputFormat format) {
        this.format = format;
        this.path = List.of(format.items().orElseThrow().split("/"));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static List<SourceItem> read(InputFormat format, byte[] text) {
        XmlItems items = new XmlItems(format);
        try {
            items.read(FACTORY.createXMLStreamReader(new ByteArrayInputStream(text)));
        } catch (XMLStreamException e) {
            items.broken(text, e);
        }
        return items.items;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type is not taken");
                case XMLStreamConstants.START_ELEMENT -> start(xml);
                case XMLStreamConstants.END_ELEMENT -> open.removeLast();
                default -> {
                    // Text, comments and instructions between items say nothing about one.
                }
            }
        }
        if (!holderSeen) {
            throw new XMLStreamException("no element '%s' is here"
                    .formatted(String.join("/", path.subList(0, Math.max(1, path.size() - 1)))));
        }
    }

    private void start(XMLStreamReader xml) throws XMLStreamException {
        open.addLast(xml.getLocalName());
        List<String> here = List.copyOf(open);
        holderSeen |= here.equals(path.subList(0, path.size() - 1)) || here.equals(path);
        if (here.equals(path)) {
            XmlElement element = XmlElement.read(xml, format.lists());
            open.removeLast();
            add(element);
        } else if (open.size() > Json.MAX_DEPTH) {
            throw new XMLStreamException("more than " + Json.MAX_DEPTH + " levels");
        }
    }

    private void add(XmlElement element) {
        ObjectNode content = element.content();
        String digest = Base64Url.encode(Crypto.sha256(Json.bytes(content)));
        items.add(new SourceItem(items.size() + 1L, digest, content, Json.text(content), element.problem()));
    }

    private void broken(byte[] text, XMLStreamException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(
                                e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
        String digest = Base64Url.encode(Crypto.sha256(text));
        String why = e.getLocation() == null ? e.getMessage() : "it is cut or not well-formed" + where;
        items.add(new SourceItem(
                items.size() + 1L,
                digest,
                Json.object(),
                format.raw(text),
                Optional.of("the XML cannot be read: " + why)));
    }
}
