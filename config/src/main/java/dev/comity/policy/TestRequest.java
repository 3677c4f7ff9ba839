package dev.comity.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementTest;
import dev.comity.agreement.Asking;
import dev.comity.config.Configuration;
import dev.comity.decision.Past;
import dev.comity.decision.Request;
import dev.comity.decision.RequestDecision;
import dev.comity.decision.RequestEngine;
import dev.comity.decision.RequestReader;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The request of a test: an ordinary one under its agreement, by the consumer itself, about whom the records are about, but for
 * what the test states otherwise.
 */
final class TestRequest {

    private static final String PAST = "past";

    private final Configuration configuration;
    private final RecordType type;
    private final AgreementTest test;
    private final Agreement agreement;

    TestRequest(Configuration configuration, RecordType type, AgreementTest test) {
        this.configuration = configuration;
        this.type = type;
        this.test = test;
        this.agreement = test.agreement();
    }

    /** @return empty if what the test states is no request */
    Optional<RequestDecision> decide(List<ObjectNode> found, Instant at, Function<String, Optional<String>> divisions) {
        ObjectNode stated = test.request().orElseGet(Json::object).deepCopy();
        JsonNode past = stated.remove(PAST);
        ObjectNode ordinary = ordinary(stated, found);
        ordinary.setAll(stated);
        Optional<Request> request =
                RequestReader.read(RequestReader.withDefaults(ordinary, at)).request();
        var engine = new RequestEngine(
                configuration.types(),
                configuration.purposes(),
                List.of(agreement),
                divisions,
                configuration.hub().zone(),
                configuration.hub().clockSkew());
        Past known = Pasts.of(past instanceof ObjectNode object ? object : Json.object(), List.of(agreement), type);
        return request.map(asked -> engine.decide(asked, found, known, at).get(0));
    }

    private ObjectNode ordinary(ObjectNode stated, List<ObjectNode> found) {
        ObjectNode request = Json.object()
                .put("mode", agreement.mode().code())
                .put("consumer", agreement.consumer())
                .put("provider", agreement.provider())
                .put("record", agreement.record().toString())
                .put("purpose", agreement.purpose());
        if (!stated.has("subjects")) {
            subjects(request.putArray("subjects"), found);
        }
        return request;
    }

    /** Each record's own values of the fields that name a subject, once; a value in a list is that of its first element. */
    private void subjects(ArrayNode subjects, List<ObjectNode> found) {
        Asking asking = agreement.asking().orElseThrow();
        for (ObjectNode record : asking.countsOnly() ? List.<ObjectNode>of() : found) {
            ObjectNode subject = Json.object();
            asking.by().forEach(path -> subject.put(path.value(), value(record, path)));
            boolean known = false;
            for (JsonNode before : subjects) {
                known |= before.equals(subject);
            }
            if (!known) {
                subjects.add(subject);
            }
        }
    }

    private static String value(JsonNode record, FieldPath path) {
        JsonNode at = record;
        for (String step : path.steps()) {
            at = step.equals("[]") ? at.path(0) : at.path(step);
        }
        return at.asText();
    }
}
