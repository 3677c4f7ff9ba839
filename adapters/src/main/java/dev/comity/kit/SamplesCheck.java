package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.comity.json.Json;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every good sample, sent through the route and the mapping, gives what is expected; a sink hands on what is expected. */
final class SamplesCheck implements Check {

    static final String ID = "samples";

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "every sample gives its expected output";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        Trial trial = subject.trial();
        if (trial.notStarted().isPresent()) {
            return List.of(trial.notStarted().get());
        }
        List<Problem> problems = new ArrayList<>();
        if (!subject.source()) {
            sink(subject, trial, problems);
            return problems;
        }
        if (trial.good().isEmpty()) {
            throw new Skipped("there is no good sample");
        }
        boolean leftOut = false;
        RequiredFields required = RequiredFields.of(subject, trial);
        for (Brought one : trial.good()) {
            leftOut |= brought(subject, one, required, problems);
        }
        if (leftOut && problems.isEmpty()) {
            throw new Skipped(
                    "samples differ from what is expected only in fields that '" + FieldsCheck.ID + "' names");
        }
        return problems;
    }

    private static void sink(Subject subject, Trial trial, List<Problem> problems) throws Skipped, IOException {
        for (Handed one : trial.handed()) {
            handed(subject, one, problems);
        }
        boolean expected = trial.handed().stream()
                .anyMatch(one -> one.of().flatMap(Case::expected).isPresent());
        if (problems.isEmpty() && !expected) {
            throw new Skipped("nothing says what is expected of this sink; its route took %d records without failing"
                    .formatted(trial.handed().size()));
        }
    }

    private static void handed(Subject subject, Handed one, List<Problem> problems) throws IOException {
        one.failure().ifPresent(problems::add);
        Optional<JsonFile> expected = expected(subject, one.of().flatMap(Case::expected), problems);
        if (one.failure().isEmpty() && expected.isPresent()) {
            compare(expected.get(), sent(one), problems);
        }
    }

    private static Optional<JsonFile> expected(Subject subject, Optional<Path> file, List<Problem> problems)
            throws IOException {
        return file.isEmpty() ? Optional.empty() : JsonFile.read(subject, file.get(), problems);
    }

    static ArrayNode sent(Handed one) {
        ArrayNode sent = Json.object().arrayNode();
        one.sent().forEach(message -> sent.add(message.json()));
        return sent;
    }

    private static boolean brought(Subject subject, Brought one, RequiredFields required, List<Problem> problems)
            throws IOException {
        int before = problems.size();
        one.failure().ifPresent(problems::add);
        String sample = subject.shown(one.of().sample().orElseThrow());
        one.unreadable().ifPresent(why -> problems.add(Problem.error(sample, 0, 0, why)));
        for (Brought.Item item : one.items()) {
            item.item().problem().ifPresent(why -> problems.add(Problem.error(sample, 0, 0, why)));
            item.unmappable()
                    .ifPresent(e -> problems.add(e.at(
                            subject.shown(),
                            "the mapping fails here at the sample '" + one.of().name() + "'")));
        }
        Optional<JsonFile> expected = expected(subject, one.of().expected(), problems);
        if (problems.size() > before || expected.isEmpty()) {
            return false;
        }
        if (one.items().isEmpty()) {
            problems.add(Problem.error(sample, 0, 0, "the route brought nothing of this sample"));
            return false;
        }
        return compare(expected.get(), records(one), required, problems);
    }

    /** The record, or a list where the sample has several items. */
    static JsonNode records(Brought one) {
        ArrayNode all = Json.object().arrayNode();
        one.items().forEach(item -> all.add(item.mapped().orElseThrow()));
        return all.size() == 1 ? all.get(0) : all;
    }

    private static void compare(JsonFile expected, JsonNode found, List<Problem> problems) {
        JsonDifference.between(expected.json(), found)
                .forEach(difference -> problems.add(difference.in(expected.places(), "")));
    }

    /** @return whether something differs only since a required field is never set, which another check tells */
    private static boolean compare(JsonFile expected, JsonNode found, RequiredFields required, List<Problem> problems) {
        boolean leftOut = false;
        for (JsonDifference.Difference difference : JsonDifference.between(expected.json(), found)) {
            if (required.neverSet(difference.path())) {
                leftOut = true;
            } else {
                problems.add(difference.in(expected.places(), ""));
            }
        }
        return leftOut;
    }
}
