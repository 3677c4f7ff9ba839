package dev.comity.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import dev.comity.sealing.Sealing;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every record that a good sample gives is one that its record type accepts; a sink's samples are parts of such records. */
final class SchemaCheck implements Check {

    static final String ID = "schema";

    @Override
    public int number() {
        return 7;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "every output is a record that its type accepts";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        Trial trial = subject.trial();
        List<Problem> problems = new ArrayList<>();
        if (!subject.source()) {
            sink(subject, problems);
            return problems;
        }
        if (trial.good().stream().allMatch(one -> one.items().isEmpty())) {
            throw new Skipped("no good sample gave an item");
        }
        RequiredFields required = RequiredFields.of(subject, trial);
        boolean leftOut = false;
        for (Brought one : trial.good()) {
            for (Brought.Item item : one.items()) {
                if (item.mapped().isPresent() && item.sealing() instanceof Sealing.Unsendable unsendable) {
                    leftOut |= reasons(subject, one, unsendable, required, problems);
                }
            }
        }
        if (leftOut && problems.isEmpty()) {
            throw new Skipped("records are refused only for fields that '" + FieldsCheck.ID + "' names");
        }
        return problems;
    }

    private static boolean reasons(
            Subject subject,
            Brought one,
            Sealing.Unsendable unsendable,
            RequiredFields required,
            List<Problem> problems) {
        boolean leftOut = false;
        for (Refusal reason : unsendable.reasons()) {
            if (required.neverSet(reason.path())) {
                leftOut = true;
            } else if (reason.code() == RefusalCode.SCHEMA) {
                problems.add(Problem.error(
                        subject.shown(one.of().sample().orElseThrow()),
                        0,
                        0,
                        "its record is refused at '%s': %s".formatted(reason.path(), reason.message())));
            }
        }
        return leftOut;
    }

    private static void sink(Subject subject, List<Problem> problems) throws Skipped, IOException {
        if (subject.good().isEmpty()) {
            throw new Skipped("a sink without samples is tested with its record types' examples");
        }
        RecordType type =
                subject.type().orElseThrow(() -> new Skipped("this sink takes every type, so its samples have none"));
        Set<FieldPath> derived = new HashSet<>();
        type.derivations().forEach(derivation -> derived.add(derivation.name()));
        for (Case one : subject.good()) {
            JsonFile.read(subject, one.sample().orElseThrow(), problems)
                    .map(JsonFile::json)
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .ifPresent(record -> type.validateDisclosed(record, derived).stream()
                            .filter(problem -> !problem.warning())
                            .forEach(problem -> problems.add(Problem.error(
                                    subject.shown(one.sample().get()),
                                    0,
                                    0,
                                    "no consumer can be handed this, at '%s': %s"
                                            .formatted(problem.place(), problem.message())))));
        }
    }
}
