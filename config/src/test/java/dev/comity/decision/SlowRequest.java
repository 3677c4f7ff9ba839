package dev.comity.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Asking;
import dev.comity.agreement.Condition;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.record.Derivation;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The decision on requests once more, slow and obvious. It shares no code with the engine but the conditions: lists of texts in,
 * lists of texts out.
 */
final class SlowRequest {

    private final RecordTypes types;
    private final Map<String, Boolean> purposes;
    private final Collection<Agreement> agreements;
    private final Map<String, String> divisions;
    private final ZoneId zone;

    /** @param purposes code to whether it is retired */
    SlowRequest(
            RecordTypes types,
            Map<String, Boolean> purposes,
            Collection<Agreement> agreements,
            Map<String, String> divisions,
            ZoneId zone) {
        this.types = types;
        this.purposes = purposes;
        this.agreements = agreements;
        this.divisions = divisions;
        this.zone = zone;
    }

    /** One text for each decision: agreement, reason, and one part for each answer. */
    List<String> decide(Request request, List<ObjectNode> found, Past past, Instant now, Duration skew) {
        String general = general(request, past, now, skew);
        if (!general.isEmpty()) return List.of("- " + general);
        RecordType type = null;
        boolean name = false;
        for (RecordType known : types.all()) {
            if (known.id().toString().equals(request.record())) type = known;
            if (request.record().startsWith(known.id().name() + "/")) name = true;
        }
        if (type == null) return List.of("- " + (name ? "unknown-version" : "unknown-type"));
        LocalDate day = now.atZone(zone).toLocalDate();
        List<String> decisions = new ArrayList<>();
        for (Agreement a : agreements) {
            if (!applies(a, request) || !speaks(a, request, day)) continue;
            String denied = denied(a, type, request, past, day);
            decisions.add(a.id() + "." + a.version() + " " + denied
                    + (denied.isEmpty() ? answers(a, type, request, found, past) : ""));
        }
        decisions.sort(null);
        return decisions.isEmpty() ? List.of("- no-agreement") : decisions;
    }

    private String general(Request request, Past past, Instant now, Duration skew) {
        if (past.requestSeen()) return "replayed";
        if (request.issued().toEpochMilli() > now.toEpochMilli() + skew.toMillis()) return "from-the-future";
        if (request.expires().toEpochMilli() - request.issued().toEpochMilli() > 600_000) return "expired";
        if (now.toEpochMilli() > request.expires().toEpochMilli()) return "expired";
        if (!request.signer().agency().equals(request.consumer())) return "wrong-sender";
        if (!request.signer().use().code().equals("query")) return "key-scope";
        if (!request.signer().valid()) return "key-expired";
        if (!purposes.containsKey(request.purpose())) return "purpose";
        if (purposes.get(request.purpose())) return "purpose";
        return "";
    }

    private static boolean applies(Agreement a, Request r) {
        return a.provider().equals(r.provider())
                && a.consumer().equals(r.consumer())
                && a.record().toString().equals(r.record())
                && a.mode() == r.mode()
                && a.purpose().equals(r.purpose());
    }

    private boolean speaks(Agreement a, Request request, LocalDate day) {
        boolean valid = valid(a, day);
        boolean newest = true;
        boolean anotherValid = false;
        for (Agreement other : agreements) {
            if (other.id().equals(a.id()) && applies(other, request) && other.version() != a.version()) {
                newest = newest && other.version() < a.version();
                anotherValid = anotherValid || valid(other, day);
            }
        }
        return valid || (newest && !anotherValid);
    }

    private static boolean valid(Agreement a, LocalDate day) {
        return !day.isBefore(a.from()) && !day.isAfter(a.to());
    }

    private String denied(Agreement a, RecordType type, Request r, Past past, LocalDate day) {
        Asking asking = a.asking().orElseThrow();
        if (!divisions.containsKey(a.consumer())) return "agreement-not-in-force";
        if (!valid(a, day)) return "agreement-not-in-force";
        if (r.agreement().isPresent() && !r.agreement().get().equals(a.digest())) return "agreement-not-in-force";
        if (asking.by().isEmpty() != r.subjects().isEmpty()) return "lookup";
        if (r.subjects().size() > asking.subjects()) return "lookup";
        for (Map<FieldPath, String> subject : r.subjects()) {
            if (!subject.keySet().equals(asking.by())) return "lookup";
            for (String value : subject.values()) if (value.isBlank()) return "lookup";
        }
        if (a.mode() == Mode.VERIFY && (r.presents().isEmpty() || !r.asks().isEmpty())) return "not-released";
        if (a.mode() != Mode.VERIFY && !r.presents().isEmpty()) return "not-released";
        for (FieldPath path : wanted(a, r)) if (!a.release().contains(path)) return "not-released";
        if (asking.caseReference() && r.caseReference().isEmpty()) return "case";
        if (asking.authorisation() && !authorised(a, type, r, day)) return "authorisation";
        if (!approved(asking, r)) return "approval";
        if (asking.caseReference()
                && !past.openCases().contains(r.caseReference().get())) return "case";
        return overLimit(a, type, r, past);
    }

    private static Set<FieldPath> wanted(Agreement a, Request r) {
        if (a.mode() == Mode.VERIFY) return r.presents().keySet();
        return r.asks().isEmpty() ? a.release() : r.asks();
    }

    private static boolean authorised(Agreement a, RecordType type, Request r, LocalDate day) {
        if (r.authorisation().isEmpty()) return false;
        Authorisation held = r.authorisation().get();
        if (day.isBefore(held.from()) || day.isAfter(held.to())) return false;
        if (!held.records().contains(a.record().name())) return false;
        boolean somebody = !held.adults().isEmpty();
        for (String adult : held.adults()) if (!held.signatories().contains(adult)) return false;
        for (Map<FieldPath, String> subject : r.subjects()) {
            for (FieldPath path : subject.keySet()) {
                if (!type.subjects().contains(path)) continue;
                somebody = true;
                if (!held.signatories().contains(subject.get(path))) return false;
            }
        }
        return somebody;
    }

    private static boolean approved(Asking asking, Request r) {
        int others = 0;
        for (String post : r.approvals()) if (!post.equals(r.official().post())) others++;
        boolean own = false;
        for (Map<FieldPath, String> subject : r.subjects()) {
            for (FieldPath path : r.official().self().keySet()) {
                own = own || r.official().self().get(path).equals(subject.get(path));
            }
        }
        return others >= asking.approvals() && (!own || others >= 1);
    }

    private static String overLimit(Agreement a, RecordType type, Request r, Past past) {
        for (String kind : List.of("requests", "subjects")) {
            for (Limit limit : a.limits()) {
                if (!limit.kind().code().equals(kind)) continue;
                Integer count = past.counts().get(new Counted(a.id(), limit.kind(), java.util.Optional.empty()));
                int more = kind.equals("requests") ? 1 : r.subjects().size();
                if (count == null || count + more > limit.most()) return "rate";
            }
        }
        for (Limit limit : a.limits()) {
            if (limit.kind() != Limit.Kind.ANSWERS) continue;
            for (FieldPath source : told(a, type, r)) {
                Integer count = past.counts().get(Counted.answers(a.id(), source));
                if (count == null || count >= limit.most()) return "budget";
            }
        }
        return "";
    }

    private static Set<FieldPath> told(Agreement a, RecordType type, Request r) {
        Set<FieldPath> told = new TreeSet<>();
        for (FieldPath path : wanted(a, r)) {
            boolean derived = false;
            for (Derivation d : type.derivations()) {
                if (d.name().equals(path)) {
                    derived = true;
                    if (!d.secret()) told.addAll(d.sources());
                }
            }
            if (!derived && a.mode() == Mode.VERIFY) told.add(path);
        }
        return told;
    }

    private String answers(Agreement a, RecordType type, Request r, List<ObjectNode> found, Past past) {
        boolean open = r.caseReference().isPresent()
                && past.openCases().contains(r.caseReference().get());
        List<String> answers = new ArrayList<>();
        if (r.subjects().isEmpty()) {
            Map<String, Integer> sizes = new HashMap<>();
            for (ObjectNode record : found) {
                if (refused(a, record, open).isEmpty()) sizes.merge(cell(a, r, record), 1, Integer::sum);
            }
            for (ObjectNode record : found) {
                String refused = refused(a, record, open);
                if (refused.isEmpty()
                        && sizes.get(cell(a, r, record)) < a.asking().get().minimumCount()) {
                    refused = "small-cell";
                }
                answers.add(" [-1 " + (refused.isEmpty() ? shown(a, type, r, record) : refused) + "]");
            }
        }
        for (int i = 0; i < r.subjects().size(); i++) {
            boolean any = false;
            for (ObjectNode record : found) {
                boolean about = true;
                for (FieldPath path : r.subjects().get(i).keySet()) {
                    about = about
                            && texts(record, path).contains(r.subjects().get(i).get(path));
                }
                if (!about) continue;
                any = true;
                String refused = refused(a, record, open);
                answers.add(" [" + i + " " + (refused.isEmpty() ? shown(a, type, r, record) : refused) + "]");
            }
            if (!any) answers.add(" [" + i + " no-record]");
        }
        return String.join("", answers);
    }

    private String refused(Agreement a, ObjectNode record, boolean open) {
        try {
            for (Condition c : a.jurisdiction().stream().toList()) {
                if (!c.test(record, divisions.get(a.consumer()), open)) return "jurisdiction";
            }
            for (Condition c : a.when().stream().toList()) {
                if (!c.test(record, divisions.get(a.consumer()), open)) return "condition";
            }
        } catch (Condition.ConditionFailed e) {
            return "condition";
        }
        return "";
    }

    private static String cell(Agreement a, Request r, ObjectNode record) {
        StringBuilder cell = new StringBuilder();
        for (FieldPath path : wanted(a, r)) cell.append(path).append(texts(record, path));
        return cell.toString();
    }

    private static String shown(Agreement a, RecordType type, Request r, ObjectNode record) {
        if (a.mode() == Mode.VERIFY) {
            boolean open = false;
            for (FieldPath path : r.presents().keySet()) {
                Set<String> values = texts(record, source(type, path));
                values.remove("indeterminate");
                values.remove("null");
                if (values.isEmpty()) open = true;
                else if (!values.contains(r.presents().get(path).asText()))
                    return r.presents().keySet() + " inconsistent";
            }
            return r.presents().keySet() + (open ? " no-record" : " consistent");
        }
        Set<FieldPath> shown = new TreeSet<>();
        for (FieldPath path : wanted(a, r)) if (!texts(record, path).isEmpty()) shown.add(path);
        return shown.toString();
    }

    private static FieldPath source(RecordType type, FieldPath path) {
        for (Derivation d : type.derivations()) {
            if (d.name().equals(path) && d.function().equals("equals")) return d.from();
        }
        return path;
    }

    /** Every value at a path, as text. */
    private static Set<String> texts(JsonNode record, FieldPath path) {
        List<JsonNode> at = List.of(record);
        for (String step : path.steps()) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : at) {
                if (step.equals("[]")) node.forEach(next::add);
                else if (node.has(step)) next.add(node.get(step));
            }
            at = next;
        }
        Set<String> texts = new HashSet<>();
        at.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
