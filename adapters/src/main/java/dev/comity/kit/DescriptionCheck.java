package dev.comity.kit;

import com.networknt.schema.SpecificationVersion;
import dev.comity.adapter.AdapterFolder;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code adapter.yaml} against its JSON Schema, and against what the agency's side reads of it. */
final class DescriptionCheck implements Check {

    static final String ID = "adapter-yaml";

    private final SchemaErrors schema =
            SchemaErrors.of("/dev/comity/kit/adapter.schema.json", SpecificationVersion.DRAFT_2020_12);

    @Override
    public int number() {
        return 2;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "adapter.yaml is what its schema says";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped {
        String file = subject.shown(Subject.DESCRIPTION);
        List<Problem> problems = new ArrayList<>(subject.description().problems());
        Optional<YamlNode> root = subject.description().value();
        if (root.isEmpty() && problems.isEmpty()) {
            throw new Skipped("there is no adapter.yaml");
        }
        subject.adapter().problems().stream()
                .filter(problem -> problem.file().equals(file) && problem.isError())
                .forEach(problems::add);
        root.ifPresent(node -> schema.of(node).stream()
                // The reader's words are better than the schema's where both found the same.
                .filter(problem -> problems.stream().noneMatch(other -> other.line() == problem.line()))
                .toList()
                .forEach(problems::add));
        if (problems.isEmpty()) {
            type(subject, root.orElseThrow(), problems);
        }
        return problems;
    }

    private static void type(Subject subject, YamlNode root, List<Problem> problems) {
        Optional<RecordTypeId> record = subject.adapter().value().flatMap(AdapterFolder::record);
        if (record.isPresent() && subject.kit().types().find(record.get()).isEmpty()) {
            problems.add(root.members()
                    .get("record")
                    .value()
                    .error("no record type '" + record.get() + "' is known here; 'comity record list' says which are"));
        }
    }
}
