package dev.comity.hub;

import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reasons of a refusal as the log may hold them. A path in a record becomes the nearest path that the schema knows; a word
 * that is neither that nor a name of ours is left out, since a sender could write anything there.
 */
final class LoggedReasons {

    /** More tell a reader nothing; the receipt has them all. */
    private static final int MOST = 50;

    private static final Set<String> OUR_NAMES = Set.of(
            "header",
            "payload",
            "signature",
            "disclosures",
            "alg",
            "kid",
            "typ",
            "v",
            "iss",
            "aud",
            "iat",
            "exp",
            "jti",
            "record",
            "schema",
            "cnf",
            "agreement",
            "_sd",
            "_sd_alg",
            "comity-submit",
            "content_type",
            "seq",
            "prev",
            "jws",
            "subjects",
            "delivery",
            "leaf",
            "paths",
            "presentation",
            "checkpoint");

    private LoggedReasons() {}

    static List<Refusal> of(Item.Refused refused) {
        Set<Refusal> reasons = new LinkedHashSet<>();
        for (Refusal reason : refused.reasons()) {
            reasons.add(Refusal.of(reason.code(), path(reason.path(), refused.type()), ""));
        }
        return reasons.stream().limit(MOST).toList();
    }

    /** A path, if it is a name of ours; empty text for any other. */
    static String ours(String path) {
        return OUR_NAMES.contains(path) ? path : "";
    }

    private static String path(String found, Optional<RecordType> type) {
        if (OUR_NAMES.contains(found)) {
            return found;
        }
        String schemaForm = found.replaceAll("\\[[0-9]+]", "[]");
        return type.map(known -> nearest(schemaForm, known)).orElse("");
    }

    private static String nearest(String form, RecordType type) {
        String path = form;
        while (!path.isEmpty()) {
            if (FieldPath.isPath(path) && type.field(FieldPath.of(path)).isPresent()) {
                return path;
            }
            int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
            path = cut < 0 ? "" : path.substring(0, cut);
        }
        return "";
    }
}
