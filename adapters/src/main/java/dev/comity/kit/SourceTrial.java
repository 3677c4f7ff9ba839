package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.Mapping;
import dev.comity.adapter.Mapping.Unmappable;
import dev.comity.adapter.SourceItem;
import dev.comity.agency.ItemSealer;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.sealing.Sealing;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Sends each sample of a source through its route, its mapping and the sealing. */
final class SourceTrial {

    private final Subject subject;
    private final AdapterFolder adapter;
    private final TrialCity city;
    private final StandIns standIns;
    private final Steps steps;
    private final Reads reads;

    SourceTrial(Subject subject, AdapterFolder adapter, TrialCity city, StandIns standIns, Steps steps, Reads reads) {
        this.subject = subject;
        this.adapter = adapter;
        this.city = city;
        this.standIns = standIns;
        this.steps = steps;
        this.reads = reads;
    }

    void run(SampleIntake intake, List<Brought> brought) throws IOException {
        for (Case one : subject.cases().cases()) {
            if (one.sample().isPresent()) {
                intake.clear();
                Optional<Problem> failure = hand(one);
                List<Brought.Item> items = new ArrayList<>();
                intake.items().forEach(item -> items.add(item(item)));
                brought.add(new Brought(one, items, intake.unreadable(), failure));
            }
        }
        intake.clear();
        stranger();
        idle();
    }

    private Map<String, Object> headers(String fileName) throws IOException {
        Parameters parameters = Parameters.of(subject);
        Map<String, Object> headers = new HashMap<>();
        adapter.test().headers().forEach((name, value) -> headers.put(name, parameters.resolved(value)));
        headers.put(Exchange.FILE_NAME, fileName);
        return headers;
    }

    /** Where samples come with headers, one also comes without them: a route that asks who it is has a way for that too. */
    private void stranger() throws IOException {
        if (!adapter.test().headers().isEmpty() && !standIns.entrances().isEmpty()) {
            try {
                standIns.entrances().get(0).hand(new byte[0], Map.of());
            } catch (Exception e) {
                throw new IOException("the route failed at a message without headers", e);
            }
        }
    }

    private Optional<Problem> hand(Case one) throws IOException {
        if (standIns.entrances().isEmpty()) {
            return Optional.of(route("nothing comes into this route from outside"));
        }
        StandIn.Entrance entrance = standIns.entrances().get(0);
        String name = one.sample().orElseThrow().getFileName().toString();
        try {
            Object body = body(Files.readAllBytes(one.sample().get()));
            standIns.answer(entrance.clock() ? body : null);
            return failure(
                    one,
                    entrance.hand(entrance.clock() ? null : body, headers(name)).getException());
        } catch (MalformedJson e) {
            String file = subject.shown(one.sample().get());
            return Optional.of(Problem.error(file, e.line(), e.column(), "not JSON: " + e.getMessage()));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            return failure(one, e);
        }
    }

    private Optional<Problem> failure(Case one, Exception e) {
        return Optional.ofNullable(e)
                .map(cause -> Problem.error(
                        subject.shown(Subject.ROUTE),
                        steps.last(),
                        0,
                        "the route failed here at the sample '%s' (%s)"
                                .formatted(
                                        one.name(),
                                        Trial.rootOf(cause).getClass().getSimpleName())));
    }

    private Problem route(String message) {
        return Problem.error(subject.shown(Subject.ROUTE), 0, 0, message);
    }

    /** Where the route is told also when there is nothing new, that is a way through it too. */
    private void idle() {
        for (StandIn.Entrance entrance : standIns.entrances()) {
            if (entrance.toldWhenIdle()) {
                try {
                    Exchange ended = entrance.hand(null, Map.of());
                    ended.getException();
                } catch (Exception e) {
                    throw new IllegalStateException("the route failed when there was nothing new", e);
                }
            }
        }
    }

    /** A sample of rows is one row as a JSON object, or a list of them; every other sample is what the agency's system sends. */
    private Object body(byte[] sample) throws MalformedJson {
        if (adapter.input().orElseThrow().kind() != InputFormat.Kind.ROWS) {
            return sample;
        }
        JsonNode json = Json.parse(sample);
        List<Map<String, Object>> rows = new ArrayList<>();
        (json.isArray() ? json : Json.object().arrayNode().add(json)).forEach(row -> rows.add(row(row)));
        return rows;
    }

    private static Map<String, Object> row(JsonNode json) {
        Map<String, Object> row = new HashMap<>();
        json.properties()
                .forEach(column -> row.put(
                        column.getKey(),
                        column.getValue().isNumber()
                                ? column.getValue().numberValue()
                                : column.getValue().isNull()
                                        ? null
                                        : column.getValue().asText()));
        return row;
    }

    private Brought.Item item(SourceItem item) {
        Sealing sealing = new ItemSealer(city::sealer).seal(adapter, item, city.now());
        if (item.problem().isPresent()) {
            return new Brought.Item(item, Optional.empty(), Optional.empty(), sealing);
        }
        Reads asked = new Reads();
        Mapping mapping = adapter.mapping().orElseThrow();
        try {
            ObjectNode mapped = mapping.map(new SourceItem(
                    item.place(), item.digest(), asked.watch(item.content()), item.raw(), item.problem()));
            // Written and read again: equal numbers are equal, and what was taken whole says so.
            ObjectNode record = Json.parseObject(Json.bytes(mapped));
            return new Brought.Item(item, Optional.of(record), Optional.empty(), sealing);
        } catch (Unmappable e) {
            return new Brought.Item(item, Optional.empty(), Optional.of(e), sealing);
        } catch (MalformedJson e) {
            throw new IllegalStateException("a record that was written cannot be read", e);
        } finally {
            reads.add(asked);
        }
    }
}
