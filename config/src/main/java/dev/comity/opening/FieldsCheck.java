package dev.comity.opening;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.agreement.Agreement;
import dev.comity.envelope.OpenedDisclosure;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The opened fields are exactly those that the log entry records, disclosure by disclosure, and the agreement releases each. */
final class FieldsCheck {

    private final RecordTypes types;

    FieldsCheck(RecordTypes types) {
        this.types = types;
    }

    void check(Delivery delivery, Findings findings) {
        if (delivery.envelope().isEmpty()) {
            findings.missing("the envelope failed");
            return;
        }
        VerifiedEnvelope envelope = delivery.envelope().get();
        findings.require(!envelope.leaves().isEmpty(), "no field is disclosed");
        if (delivery.agreement().isPresent()) {
            withinAgreement(envelope, delivery.agreement().get(), findings);
        } else {
            findings.missing("the agreement is not known");
        }
        if (delivery.entry().isPresent()) {
            asLogged(envelope, delivery.entry().get().json().path("released"), findings);
        } else {
            findings.missing("the log entry is not there");
        }
    }

    private void withinAgreement(VerifiedEnvelope envelope, Agreement agreement, Findings findings) {
        Set<FieldPath> beyond = new TreeSet<>(envelope.leaves());
        beyond.removeAll(agreement.release());
        findings.require(beyond.isEmpty(), "the agreement does not release " + names(beyond));
        types.find(envelope.claims().record()).ifPresent(type -> valid(envelope, agreement, type, findings));
    }

    private static void valid(VerifiedEnvelope envelope, Agreement agreement, RecordType type, Findings findings) {
        Set<FieldPath> derived = agreement.release().stream()
                .filter(path -> type.field(path).map(Field::derived).orElse(false))
                .collect(Collectors.toSet());
        type.validateDisclosed(envelope.record(), derived).stream()
                .filter(problem -> !problem.warning())
                .forEach(problem -> findings.wrong(problem.place() + ": " + problem.message()));
    }

    /** Path and digest together: the same field with another value is another disclosure. */
    private static void asLogged(VerifiedEnvelope envelope, JsonNode released, Findings findings) {
        Set<String> logged = new TreeSet<>();
        for (JsonNode one : released) {
            findings.require(
                    logged.add(
                            one.path("path").asText() + " " + one.path("digest").asText()),
                    "the log entry lists a disclosure twice");
        }
        List<OpenedDisclosure> leaves =
                envelope.disclosures().stream().filter(OpenedDisclosure::leaf).toList();
        Set<String> opened = leaves.stream()
                .map(leaf -> leaf.path() + " " + leaf.disclosure().digest())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> more = new TreeSet<>(opened);
        more.removeAll(logged);
        logged.removeAll(opened);
        findings.require(more.isEmpty(), "disclosed, but not in the log entry: " + paths(more))
                .require(logged.isEmpty(), "in the log entry, but not disclosed: " + paths(logged));
    }

    private static String names(Set<FieldPath> paths) {
        return paths.stream().map(FieldPath::value).collect(Collectors.joining(", "));
    }

    private static String paths(Set<String> pathsWithDigest) {
        return pathsWithDigest.stream()
                .map(text -> text.substring(0, text.indexOf(' ')))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
