package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Fields that no agreement mentions: they are withheld, and a person is told so once for each record type. */
final class MentionCheck {

    private final AgreementSet set;
    private final List<Problem> problems;

    MentionCheck(AgreementSet set, List<Problem> problems) {
        this.set = set;
        this.problems = problems;
    }

    void run(Collection<RecordType> types) {
        for (RecordType type : types) {
            Set<FieldPath> mentioned = mentioned(type);
            String silent = type.leaves().stream()
                    .sorted()
                    .filter(leaf -> !mentioned.contains(leaf) && !neverShared(type, leaf))
                    .map(FieldPath::value)
                    .collect(Collectors.joining(", "));
            if (!silent.isEmpty()) {
                problems.add(Problem.warning(
                        "records/" + type.id() + "/schema.json",
                        0,
                        0,
                        "no agreement mentions these fields, so they are " + "withheld from everybody: " + silent));
            }
        }
    }

    private Set<FieldPath> mentioned(RecordType type) {
        Set<FieldPath> mentioned = new TreeSet<>();
        for (DraftAgreement draft : set.drafts()) {
            if (draft.type().id().equals(type.id())) {
                mentioned.addAll(draft.agreement().needed());
                mentioned.addAll(draft.lists().withhold().keySet());
            }
        }
        return mentioned;
    }

    private static boolean neverShared(RecordType type, FieldPath leaf) {
        return type.field(leaf).map(field -> !field.shareable()).orElse(true);
    }
}
