package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.json.Json;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One XML element as JSON. Attributes and child elements become members by their local names; an element that holds text alone
 * becomes the text; the text of an element with attributes is its member {@code text}; what is empty, or nil, is absent. An
 * element that may stand several times must be declared as a list and then always is one, so that a list of one looks like a list
 * of two.
 */
final class XmlElement {

    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String TEXT = "text";

    private final XMLStreamReader xml;
    private final Set<String> lists;
    private Optional<String> problem = Optional.empty();
    private ObjectNode content = Json.object();

    private XmlElement(XMLStreamReader xml, Set<String> lists) {
        this.xml = xml;
        this.lists = lists;
    }

    /**
     * @param xml stands at the element's start, and at its end afterwards
     * @throws XMLStreamException where the text is cut or not well-formed
     */
    static XmlElement read(XMLStreamReader xml, Set<String> lists) throws XMLStreamException {
        XmlElement element = new XmlElement(xml, lists);
        JsonNode node = element.node(1);
        if (node instanceof ObjectNode object) {
            element.content = object;
        } else if (node != null) {
            element.content.set(TEXT, node);
        }
        return element;
    }

    ObjectNode content() {
        return content;
    }

    /** Why it is not taken, with line and column. */
    Optional<String> problem() {
        return problem;
    }

    /** @return null where it is empty or nil */
    private JsonNode node(int depth) throws XMLStreamException {
        if (depth > Json.MAX_DEPTH) {
            throw new XMLStreamException("more than " + Json.MAX_DEPTH + " levels");
        }
        ObjectNode members = Json.object();
        attributes(members);
        StringBuilder text = new StringBuilder();
        boolean elements = false;
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                elements = true;
                put(members, xml.getLocalName(), depth);
            } else if (xml.isCharacters()) {
                text.append(xml.getText());
            } else if (xml.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
                fail("an entity is not taken");
            }
        }
        return whole(members, text.toString().strip(), elements);
    }

    private JsonNode whole(ObjectNode members, String text, boolean elements) {
        if (elements && !text.isEmpty()) {
            fail("text stands beside elements");
        }
        if (members.isEmpty()) {
            return text.isEmpty() ? null : TextNode.valueOf(text);
        }
        if (!text.isEmpty()) {
            members.put(TEXT, text);
        }
        return members;
    }

    private void attributes(ObjectNode members) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (!SCHEMA_INSTANCE.equals(xml.getAttributeNamespace(i))
                    && !xml.getAttributeValue(i).isBlank()) {
                attribute(
                        members,
                        xml.getAttributeLocalName(i),
                        xml.getAttributeValue(i).strip());
            }
        }
    }

    private void attribute(ObjectNode members, String name, String value) {
        if (members.has(name) || lists.contains(name)) {
            fail("'%s' stands here a second time, or as an attribute of a name in input.lists".formatted(name));
        } else {
            members.put(name, value);
        }
    }

    private void put(ObjectNode members, String name, int depth) throws XMLStreamException {
        boolean list = lists.contains(name);
        if (!list && members.has(name)) {
            fail("'%s' stands here a second time: name it in input.lists if it may".formatted(name));
        }
        JsonNode value = node(depth + 1);
        if (value != null && list) {
            members.withArrayProperty(name).add(value);
        } else if (value != null) {
            members.set(name, value);
        }
    }

    /** Goes on to the element's end, so that the next item can be read. */
    private void fail(String what) {
        if (problem.isEmpty()) {
            problem = Optional.of("line %d, column %d: %s"
                    .formatted(
                            xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber(), what));
        }
    }
}
