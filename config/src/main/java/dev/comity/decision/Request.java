package dev.comity.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.agreement.Mode;
import dev.comity.record.FieldPath;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a consumer asks a provider, its signature verified before. Nothing in it is trusted to exist: record type, purpose and
 * fields are words until the decision has held them against what is known.
 *
 * @param mode query, verify or batch
 * @param record type and major, as written
 * @param purpose code, as written
 * @param subjects whom it asks about, each by the values of the fields that name one; empty where nobody is named
 * @param asks fields that it wants; empty for all that the agreement releases
 * @param presents for verify: the values to compare
 * @param caseReference of the consumer's case that it serves
 * @param approvals posts of the officials who approved
 * @param agreement digest of the agreement that the consumer had before it; empty where it names none
 * @param issued when it was signed
 * @param expires the instant after which it does not count any more
 */
public record Request(
        Mode mode,
        String consumer,
        String provider,
        String record,
        String purpose,
        List<Map<FieldPath, String>> subjects,
        Set<FieldPath> asks,
        Map<FieldPath, JsonNode> presents,
        Optional<String> caseReference,
        Optional<Authorisation> authorisation,
        Official official,
        Set<String> approvals,
        Optional<String> agreement,
        Signer signer,
        Instant issued,
        Instant expires) {

    public Request {
        subjects = subjects.stream()
                .map(subject -> Collections.<FieldPath, String>unmodifiableSortedMap(new TreeMap<>(subject)))
                .<Map<FieldPath, String>>map(subject -> subject)
                .toList();
        asks = Collections.unmodifiableSortedSet(new TreeSet<>(asks));
        presents = Collections.unmodifiableSortedMap(new TreeMap<>(presents));
        approvals = Collections.unmodifiableSortedSet(new TreeSet<>(approvals));
        if (mode == Mode.EVENT) {
            throw new IllegalArgumentException("nobody asks for an event");
        }
    }
}
