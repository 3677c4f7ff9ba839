package dev.comity.decision;

import dev.comity.record.FieldPath;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a consumer learns of a decision.
 *
 * @param refused why the request is not answered, where that depends on the request alone
 * @param about each subject
 */
public record Told(Optional<RefusalCode> refused, List<About> about) {

    /** Reasons that say something of the request itself, and nothing of any record or agreement. */
    static final Set<RefusalCode> OPEN = EnumSet.of(
            RefusalCode.WRONG_SENDER,
            RefusalCode.KEY_SCOPE,
            RefusalCode.KEY_EXPIRED,
            RefusalCode.EXPIRED,
            RefusalCode.FROM_THE_FUTURE,
            RefusalCode.REPLAYED);

    public Told {
        about = List.copyOf(about);
    }

    /** What is said where there is nothing, and to whom nothing is said. */
    static Told nothingAbout(int asked) {
        return new Told(Optional.empty(), Collections.nCopies(Math.max(1, asked), About.NO_RECORD));
    }

    /** Where nobody is named, what is withheld is not even counted. */
    static Told ofReleased(List<Answer> answers) {
        return new Told(Optional.empty(), about(answers));
    }

    /** About one subject: what is released of its records, or one answer as if there were none. */
    static List<About> about(List<Answer> answers) {
        List<About> shown = new ArrayList<>();
        Optional<Verdict> best = Optional.empty();
        for (Answer answer : answers) {
            if (answer.verdict().isPresent()) {
                best = Optional.of(better(best, answer.verdict().get()));
            } else if (!answer.released().isEmpty()) {
                shown.add(new About(answer.released(), Optional.empty()));
            }
        }
        best.ifPresent(verdict -> shown.add(new About(Set.of(), Optional.of(verdict))));
        return shown.isEmpty() ? List.of(About.NO_RECORD) : shown;
    }

    /** Of several records about one subject, one that agrees is enough. */
    private static Verdict better(Optional<Verdict> one, Verdict other) {
        return one.filter(verdict -> verdict.ordinal() < other.ordinal()).orElse(other);
    }

    /**
     * @param fields that are shown; none of a verification
     * @param verdict {@code no-record} wherever nothing is shown, whatever the reason is
     */
    public record About(Set<FieldPath> fields, Optional<Verdict> verdict) {

        static final About NO_RECORD = new About(Set.of(), Optional.of(Verdict.NO_RECORD));

        public About {
            fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
        }
    }
}
