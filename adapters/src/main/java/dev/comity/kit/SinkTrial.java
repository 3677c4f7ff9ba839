package dev.comity.kit;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterRoutes;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands opened records to a sink's route: its samples, or the examples of its record type where it has none. */
final class SinkTrial {

    private final Subject subject;
    private final AdapterFolder adapter;
    private final TrialCity city;
    private final AdapterRoutes routes;
    private final StandIns standIns;
    private final Steps steps;

    SinkTrial(
            Subject subject,
            AdapterFolder adapter,
            TrialCity city,
            AdapterRoutes routes,
            StandIns standIns,
            Steps steps) {
        this.subject = subject;
        this.adapter = adapter;
        this.city = city;
        this.routes = routes;
        this.standIns = standIns;
        this.steps = steps;
    }

    void run(List<Handed> handed) throws IOException {
        if (subject.good().isEmpty()) {
            for (RecordType type : types()) {
                for (Path example : Cases.files(type.folder().resolve("examples"))) {
                    if (Files.isRegularFile(example)) {
                        handed.add(hand(type.id(), example, Optional.empty()));
                    }
                }
            }
        }
        for (Case one : subject.good()) {
            handed.add(hand(types().get(0).id(), one.sample().orElseThrow(), Optional.of(one)));
        }
    }

    /** The sink's type; of one that takes every type, those that some agreement gives to its agency. */
    private List<RecordType> types() {
        if (subject.type().isPresent()) {
            return List.of(subject.type().get());
        }
        List<RecordType> given = subject.kit().types().all().stream()
                .filter(type -> city.configuration().agreements().stream()
                        .anyMatch(agreement -> agreement.consumer().equals(adapter.agency())
                                && agreement.record().equals(type.id())))
                .toList();
        return given.isEmpty() ? List.copyOf(subject.kit().types().all()) : given;
    }

    private Handed hand(RecordTypeId type, Path sample, Optional<Case> of) throws IOException {
        String name = of.map(Case::name).orElseGet(() -> type + " " + sample.getFileName());
        String text;
        try {
            text = Json.text(Json.parseObject(Files.readAllBytes(sample)));
        } catch (MalformedJson e) {
            return new Handed(
                    name,
                    of,
                    List.of(),
                    List.of(),
                    Optional.of(Problem.error(
                            subject.shown(sample), e.line(), e.column(), "not a record: " + e.getMessage())));
        }
        Optional<Problem> failure = once(type, text, name);
        List<Sent> first = standIns.taken();
        failure = failure.or(() -> once(type, text, name));
        return new Handed(name, of, first, standIns.taken(), failure);
    }

    private Optional<Problem> once(RecordTypeId type, String text, String name) {
        try {
            routes.opened(type, text, headers(type));
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(Problem.error(
                    subject.shown(Subject.ROUTE),
                    steps.last(),
                    0,
                    "the route failed here at '%s' (%s)"
                            .formatted(name, Trial.rootOf(e).getClass().getSimpleName())));
        }
    }

    /** As the agency's side gives them. */
    private static Map<String, Object> headers(RecordTypeId type) {
        return Map.of(
                "comityProvider", "provider",
                "comityPurpose", "purpose",
                "comityAgreement", "agreement",
                "comityObligations", "",
                "comityDelivery", "a".repeat(64),
                "comityRecord", type.toString());
    }
}
