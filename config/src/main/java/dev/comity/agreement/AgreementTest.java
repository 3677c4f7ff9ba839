package dev.comity.agreement;

import dev.comity.record.FieldPath;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * One example of what an agreement does, as a {@code *.tests.yaml} file states it.
 *
 * @param agreement that it tests
 * @param given in words
 * @param record file of a record
 * @param sees fields that the consumer sees; empty for nothing
 * @param because why it sees nothing: {@code when}, {@code jurisdiction} or {@code valid}
 * @param on day of the decision; the first day of the agreement unless the test says another
 * @param consumerDivision instead of the consumer's own, to try another place
 * @param place {@code file:line}
 */
public record AgreementTest(
        Agreement agreement,
        String given,
        Path record,
        Set<FieldPath> sees,
        Optional<String> because,
        LocalDate on,
        Optional<String> consumerDivision,
        String place) {}
