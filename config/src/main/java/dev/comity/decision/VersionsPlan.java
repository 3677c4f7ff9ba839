package dev.comity.decision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * The versions of one agreement. At most one is valid on a day; where none is, the newest says so. A record is thus decided
 * once for each agreement, never once for each version.
 */
final class VersionsPlan {

    private final List<AgreementPlan> newestFirst;

    VersionsPlan(List<AgreementPlan> versions) {
        this.newestFirst = versions.stream()
                .sorted(Comparator.comparing(
                                (AgreementPlan plan) -> plan.agreement().version())
                        .reversed())
                .toList();
    }

    AgreementPlan on(LocalDate day) {
        for (AgreementPlan plan : newestFirst) {
            if (plan.agreement().validOn(day)) {
                return plan;
            }
        }
        return newestFirst.get(0);
    }
}
