package dev.comity.agreement;

import dev.comity.yaml.Problem;
import java.time.LocalDate;
import java.util.List;

/** Versions of one agreement rise, are between the same two agencies, and are never valid on the same day. */
final class VersionCheck {

    private final AgreementSet set;
    private final LocalDate today;
    private final List<Problem> problems;

    VersionCheck(AgreementSet set, LocalDate today, List<Problem> problems) {
        this.set = set;
        this.today = today;
        this.problems = problems;
    }

    void run() {
        List<DraftAgreement> drafts = set.drafts();
        for (int i = 0; i < drafts.size(); i++) {
            DraftAgreement draft = drafts.get(i);
            if (ended(draft)) {
                problems.add(
                        draft.validity().warning("ended on " + draft.agreement().to() + ": not in force any more"));
            }
            if (i > 0
                    && drafts.get(i - 1)
                            .agreement()
                            .id()
                            .equals(draft.agreement().id())) {
                compare(drafts.get(i - 1), draft);
            }
        }
    }

    private boolean ended(DraftAgreement draft) {
        return draft.agreement().to().isBefore(today);
    }

    private void compare(DraftAgreement older, DraftAgreement newer) {
        Agreement before = older.agreement();
        Agreement after = newer.agreement();
        if (!before.provider().equals(after.provider())
                || !before.consumer().equals(after.consumer())
                || !before.record().equals(after.record())) {
            problems.add(newer.root()
                    .members()
                    .get("agreement")
                    .value()
                    .error("agreement '" + after.id() + "' is also in " + before.place()
                            + ", between other agencies or over another record type"));
        } else if (before.version() == after.version()) {
            problems.add(newer.root()
                    .members()
                    .get("version")
                    .value()
                    .error("version " + after.version() + " is also in " + before.place()));
        } else if (!after.from().isAfter(before.to())) {
            String message =
                    "overlaps version " + before.version() + " (" + before.place() + "), valid until " + before.to();
            problems.add(
                    ended(older) || ended(newer)
                            ? newer.validity().warning(message)
                            : newer.validity().error(message));
        }
    }
}
