package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A released field can tell others: a resident number holds birth date, sex and division. What it tells must be released too,
 * or be named under {@code implied}, and must not be a field that the agreement withholds by name.
 */
final class EmbeddingCheck {

    private final AgreementSet set;
    private final List<Problem> problems;

    EmbeddingCheck(AgreementSet set, List<Problem> problems) {
        this.set = set;
        this.problems = problems;
    }

    void run() {
        for (DraftAgreement draft : set.drafts()) {
            draft.lists().release().forEach((leaf, item) -> check(draft, leaf, item));
            noNeedlessNames(draft);
        }
    }

    private void check(DraftAgreement draft, FieldPath leaf, YamlNode item) {
        MaskedNumber.of(draft.type(), leaf)
                .flatMap(MaskedNumber::reason)
                .ifPresent(reason -> problems.add(item.error("'" + leaf + "' " + reason)));
        for (FieldPath told : told(draft, leaf)) {
            Optional<YamlNode> withheld = named(draft.lists().withhold().keySet(), told)
                    .map(draft.lists().withhold()::get);
            if (withheld.isPresent()) {
                problems.add(item.error("'" + leaf + "' tells '" + told + "', which line "
                        + withheld.get().line() + " withholds; release a derived field instead"));
            } else if (!accepted(draft, told)) {
                problems.add(item.error("'" + leaf + "' tells '" + told + "', which no agreement of "
                        + draft.agreement().consumer() + " releases; release a derived field instead, or name it under "
                        + "'implied' if both parties accept that"));
            }
        }
    }

    private boolean accepted(DraftAgreement draft, FieldPath told) {
        return draft.lists().implied().containsKey(told)
                || set.releases(draft.agreement().consumer(), draft.type(), told);
    }

    private void noNeedlessNames(DraftAgreement draft) {
        Set<FieldPath> all = new TreeSet<>();
        draft.lists().release().keySet().forEach(leaf -> all.addAll(told(draft, leaf)));
        draft.lists().implied().forEach((name, item) -> {
            if (!all.contains(name)) {
                problems.add(item.error("no field that this agreement releases tells '" + name + "'"
                        + (all.isEmpty() ? "" : "; they tell: " + all)));
            }
        });
    }

    private static Set<FieldPath> told(DraftAgreement draft, FieldPath leaf) {
        return Told.by(draft.type(), leaf);
    }

    private static Optional<FieldPath> named(Collection<FieldPath> leaves, FieldPath path) {
        return leaves.stream()
                .filter(leaf -> leaf.equals(path) || leaf.isUnder(path))
                .findFirst();
    }
}
