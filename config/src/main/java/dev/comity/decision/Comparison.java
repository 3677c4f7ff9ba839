package dev.comity.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.record.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares presented values with a record. Values presented of the elements of one list must all stand in the same element: the
 * name of one owner beside the number of another is no match.
 */
final class Comparison {

    /** What a derived field says where its source does not decide. */
    private static final String INDETERMINATE = "indeterminate";

    /** One presented value, and the way to it that is left. */
    private record Presented(List<String> steps, JsonNode value) {
        Presented rest() {
            return new Presented(steps.subList(1, steps.size()), value);
        }
    }

    private Comparison() {}

    /** @param presented fields and values; one field may come twice, and then both values must be its own */
    static Verdict of(JsonNode record, Collection<Map.Entry<FieldPath, JsonNode>> presented) {
        return at(
                record,
                presented.stream()
                        .map(one -> new Presented(one.getKey().steps(), one.getValue()))
                        .toList());
    }

    private static Verdict at(JsonNode node, List<Presented> values) {
        if (undecided(node)) {
            return Verdict.NO_RECORD;
        }
        if (node.isArray()) {
            return anyElement(node, values.stream().map(Presented::rest).toList());
        }
        Map<String, List<Presented>> byMember = new LinkedHashMap<>();
        Verdict all = Verdict.CONSISTENT;
        for (Presented value : values) {
            if (value.steps().isEmpty()) {
                all = worse(all, same(node, value.value()) ? Verdict.CONSISTENT : Verdict.INCONSISTENT);
                continue;
            }
            byMember.computeIfAbsent(value.steps().get(0), step -> new ArrayList<>())
                    .add(value.rest());
        }
        for (Map.Entry<String, List<Presented>> member : byMember.entrySet()) {
            all = worse(all, at(node.path(member.getKey()), member.getValue()));
        }
        return all;
    }

    private static Verdict anyElement(JsonNode array, List<Presented> values) {
        Verdict best = Verdict.NO_RECORD;
        for (JsonNode element : array) {
            Verdict verdict = at(element, values);
            if (verdict == Verdict.CONSISTENT) {
                return verdict;
            }
            best = verdict == Verdict.INCONSISTENT ? verdict : best;
        }
        return best;
    }

    /** Two values of one record: what is not known of one leaves the whole open, unless the other contradicts. */
    private static Verdict worse(Verdict one, Verdict other) {
        if (one == Verdict.INCONSISTENT || other == Verdict.INCONSISTENT) {
            return Verdict.INCONSISTENT;
        }
        return one == Verdict.NO_RECORD ? one : other;
    }

    private static boolean undecided(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().equals(INDETERMINATE));
    }

    /** Numbers are equal by their value, 3 and 3.0 too; everything else as it stands. */
    private static boolean same(JsonNode found, JsonNode presented) {
        return found.isNumber() && presented.isNumber()
                ? found.decimalValue().compareTo(presented.decimalValue()) == 0
                : found.equals(presented);
    }
}
