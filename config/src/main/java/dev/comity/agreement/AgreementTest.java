package dev.comity.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.FieldPath;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One example of what an agreement does, as a {@code *.tests.yaml} file states it.
 *
 * @param agreement that it tests
 * @param given in words
 * @param records files of records: one for an event; for a request what the provider finds, which may be nothing
 * @param edits how they differ from the examples
 * @param times how often each record is there
 * @param request members of a request that differ from the ordinary one; empty for an event
 * @param sees fields that the consumer sees, or that a verification is about; empty for nothing
 * @param answer of a verification: {@code consistent} or {@code inconsistent}
 * @param because why it sees nothing
 * @param on day of the decision; the first day of the agreement unless the test says another
 * @param consumerDivision instead of the consumer's own, to try another place
 * @param place {@code file:line}
 */
public record AgreementTest(
        Agreement agreement,
        String given,
        List<Path> records,
        RecordEdits edits,
        int times,
        Optional<ObjectNode> request,
        Set<FieldPath> sees,
        Optional<String> answer,
        Optional<String> because,
        LocalDate on,
        Optional<String> consumerDivision,
        String place) {

    public AgreementTest {
        records = List.copyOf(records);
        sees = Set.copyOf(sees);
    }

    /** What all tests of an agreement together stand for, to report what is wrong with them as a whole. */
    public static AgreementTest ofAll(Agreement agreement, String given, String place) {
        return new AgreementTest(
                agreement,
                given,
                List.of(),
                RecordEdits.NONE,
                1,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                agreement.from(),
                Optional.empty(),
                place + ":1");
    }
}
