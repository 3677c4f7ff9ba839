package dev.comity.decision;

import dev.comity.agreement.Agreement;
import dev.comity.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one agreement answers to a request. It pins the digest of the agreement that decided: an answer is given under that text
 * or not at all.
 *
 * @param agreement empty where none is between these agencies for this: then the request is denied
 * @param denied why the request as a whole is not answered
 * @param asked how many subjects the request names
 * @param answers one for each record found of a subject, in the order of the request, and one for a subject without a record;
 *     where nobody is named, one for each record; none if denied
 */
public record RequestDecision(
        Optional<Agreement> agreement, Optional<Refusal> denied, int asked, List<Answer> answers) {

    public RequestDecision {
        answers = List.copyOf(answers);
        if (denied.isPresent() && !answers.isEmpty() || denied.isEmpty() && agreement.isEmpty()) {
            throw new IllegalArgumentException("a request is denied, or answered under an agreement");
        }
    }

    /**
     * What the consumer is told. Whether a record exists, and whether it is one that the consumer may not see, look the same; and
     * whoever has no agreement is told what is told of somebody who is not in the register.
     */
    public Told told() {
        if (denied.isPresent()) {
            return agreement.isPresent() || Told.OPEN.contains(denied.get().code())
                    ? new Told(denied.map(Refusal::code), List.of())
                    : Told.nothingAbout(asked);
        }
        if (asked == 0) {
            return Told.ofReleased(answers);
        }
        return new Told(
                Optional.empty(),
                IntStream.range(0, asked)
                        .mapToObj(subject -> Told.about(answers.stream()
                                .filter(answer -> answer.subject() == subject)
                                .toList()))
                        .flatMap(List::stream)
                        .toList());
    }
}
