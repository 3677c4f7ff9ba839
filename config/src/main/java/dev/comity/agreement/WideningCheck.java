package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.List;
import java.util.Map;

/**
 * A version that releases more than the one before says so itself, field by field under {@code widens}: nobody signs a wider
 * agreement without having read what is wider in it.
 */
final class WideningCheck {

    private final AgreementSet set;
    private final List<Problem> problems;

    WideningCheck(AgreementSet set, List<Problem> problems) {
        this.set = set;
        this.problems = problems;
    }

    void run() {
        List<DraftAgreement> drafts = set.drafts();
        for (int i = 0; i < drafts.size(); i++) {
            DraftAgreement newer = drafts.get(i);
            boolean first = i == 0
                    || !drafts.get(i - 1)
                            .agreement()
                            .id()
                            .equals(newer.agreement().id());
            if (!first) {
                compare(drafts.get(i - 1), newer);
            }
            // Its predecessor may lie elsewhere: then only what is not released at all is certainly wrong.
            newer.lists().widens().forEach((leaf, item) -> notReleased(newer, leaf, item));
        }
    }

    private void compare(DraftAgreement older, DraftAgreement newer) {
        Agreement before = older.agreement();
        Agreement after = newer.agreement();
        Cells cells = Cells.between(before, after);
        Map<FieldPath, YamlNode> named = newer.lists().widens();
        for (FieldPath leaf : cells.widened()) {
            if (!named.containsKey(leaf)) {
                problems.add(newer.lists()
                        .release()
                        .get(leaf)
                        .error("'" + leaf + "' is new for " + after.consumer() + " and the purpose '" + after.purpose()
                                + "': version " + before.version() + " (" + before.place()
                                + ") does not release it; name it under 'widens' if both parties mean it"));
            }
        }
        named.forEach((leaf, item) -> {
            if (after.release().contains(leaf) && !cells.widened().contains(leaf)) {
                problems.add(item.error(
                        "'" + leaf + "' was released by version " + before.version() + " already: it widens nothing"));
            }
        });
    }

    private void notReleased(DraftAgreement draft, FieldPath leaf, YamlNode item) {
        if (!draft.agreement().release().contains(leaf)) {
            problems.add(item.error("'" + leaf + "' is not released by this version, so it widens nothing"));
        }
    }
}
