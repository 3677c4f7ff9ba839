package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Wire;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.List;
import java.util.Optional;

/**
 * Reads what stands behind the statement's commitments to data subjects. A sender may keep it back: then nobody can search
 * for its subjects. What it gives must be exactly that, or a search would lead to somebody else.
 */
final class Subjects {

    private static final String PATH = "subjects";

    private Subjects() {}

    /** @param reasons gets what is wrong */
    static List<SubjectToken> read(Incoming message, SubmissionStatement statement, List<Refusal> reasons) {
        Optional<String> text = message.property(Wire.SUBJECTS).filter(given -> !given.isEmpty());
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            List<SubjectToken> subjects = SubjectToken.parse(text.get());
            if (subjects.stream().map(SubjectToken::commitment).toList().equals(statement.subjects())) {
                return subjects;
            }
            reasons.add(wrong("are not those that the submission statement commits to"));
        } catch (IllegalArgumentException e) {
            reasons.add(wrong("are not pairs of salt and token"));
        }
        return List.of();
    }

    private static Refusal wrong(String why) {
        return Refusal.of(
                RefusalCode.MALFORMED,
                PATH,
                "the message property '%s' and the commitments differ: its subjects %s; send both from one sealing"
                        .formatted(Wire.SUBJECTS, why));
    }
}
