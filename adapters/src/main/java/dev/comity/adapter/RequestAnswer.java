package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.RequestRefused.Reason;
import dev.comity.json.Json;
import dev.comity.refusal.RefusalCode;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What the sender of a request is told, in the format of the request.
 *
 * @param verdict {@code taken}, {@code refused} or {@code unreadable}
 * @param status of HTTP: 202, 422, 400, or 503 where it may be sent again as it is
 * @param reasons why nothing was taken; empty where it was
 */
record RequestAnswer(String verdict, int status, List<Reason> reasons, String detail) {

    static final RequestAnswer TAKEN = new RequestAnswer("taken", 202, List.of(), "");

    static RequestAnswer refused(RequestRefused refused) {
        boolean later =
                refused.reasons().stream().anyMatch(reason -> reason.refusal().code() == RefusalCode.RATE);
        return later
                ? new RequestAnswer("refused", 503, refused.reasons(), "Nothing was taken. Send it again later.")
                : new RequestAnswer(
                        "refused", 422, refused.reasons(), "Nothing was taken. Set this right and send it again.");
    }

    static RequestAnswer unreadable(SourceUnreadable unreadable) {
        return new RequestAnswer("unreadable", 400, List.of(), "Nothing was taken: " + unreadable.getMessage());
    }

    String contentType(InputFormat.Kind kind) {
        return kind == InputFormat.Kind.XML ? "application/xml" : "application/json";
    }

    String text(InputFormat.Kind kind) {
        return kind == InputFormat.Kind.XML ? xml() : json();
    }

    private String json() {
        ObjectNode answer = Json.object().put("verdict", verdict);
        if (!detail.isEmpty()) {
            answer.put("detail", detail);
        }
        if (!reasons.isEmpty()) {
            ArrayNode list = answer.putArray("reasons");
            reasons.forEach(reason -> list.addObject()
                    .put("item", reason.item())
                    .put("code", reason.refusal().code().code())
                    .put("path", reason.refusal().path())
                    .put("message", reason.refusal().message()));
        }
        return Json.text(answer);
    }

    /** {@code <answer verdict="..." detail="..."><reason item="1" code="..." path="...">message</reason></answer>}. */
    private String xml() {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement("answer");
            xml.writeAttribute("verdict", verdict);
            xml.writeAttribute("detail", detail);
            for (Reason reason : reasons) {
                xml.writeStartElement("reason");
                xml.writeAttribute("item", Long.toString(reason.item()));
                xml.writeAttribute("code", reason.refusal().code().code());
                xml.writeAttribute("path", reason.refusal().path());
                xml.writeCharacters(reason.refusal().message());
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text could not be written as XML", e);
        }
    }
}
