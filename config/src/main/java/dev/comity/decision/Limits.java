package dev.comity.decision;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Limit;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether one more answer is within what an agreement allows. What nobody counted is over every limit. */
final class Limits {

    private final Agreement agreement;
    private final Past past;

    Limits(Agreement agreement, Past past) {
        this.agreement = agreement;
        this.past = past;
    }

    /** @param sources fields that the answer would tell of */
    Optional<Refusal> answers(Collection<FieldPath> sources) {
        Optional<Limit> limit = agreement.limit(Limit.Kind.ANSWERS);
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        for (FieldPath source : sources) {
            if (over(limit.get(), Counted.answers(agreement.id(), source), 1)) {
                return Optional.of(
                        refusal(RefusalCode.BUDGET, source.value(), limit.get(), "answers about one subject"));
            }
        }
        return Optional.empty();
    }

    /** @param subjects that the request names */
    Optional<Refusal> subjects(int subjects) {
        return limited(Limit.Kind.SUBJECTS, subjects, "different subjects");
    }

    Optional<Refusal> requests() {
        return limited(Limit.Kind.REQUESTS, 1, "requests");
    }

    private Optional<Refusal> limited(Limit.Kind kind, int more, String what) {
        return agreement
                .limit(kind)
                .filter(limit -> over(limit, new Counted(agreement.id(), kind, Optional.empty()), more))
                .map(limit -> refusal(RefusalCode.RATE, "", limit, what));
    }

    private boolean over(Limit limit, Counted counted, int more) {
        OptionalInt before = past.count(counted);
        return before.isEmpty() || before.getAsInt() + more > limit.most();
    }

    private Refusal refusal(RefusalCode code, String path, Limit limit, String what) {
        return Refusal.of(
                code,
                path,
                "agreement " + agreement.id() + ", version " + agreement.version() + ": allows " + limit.most() + " "
                        + what + " in " + limit.per() + ", and they are used up or nobody counted them");
    }
}
