package dev.comity.decision;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Asking;
import dev.comity.agreement.Mode;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one agreement requires of a request before any record is looked at. */
final class Requirements {

    private final Agreement agreement;
    private final Asking asking;
    private final Collection<FieldPath> people;

    /** @param people fields of the record type that name its data subjects: they must have signed an authorisation */
    Requirements(Agreement agreement, Collection<FieldPath> people) {
        this.agreement = agreement;
        this.people = people;
        this.asking = agreement.asking().orElseThrow();
    }

    /** The first thing that is missing, in an order that does not depend on anybody's record. */
    Optional<Refusal> problem(Request request, LocalDate day) {
        return inForce(request, day)
                .or(() -> lookup(request))
                .or(() -> fields(request))
                .or(() -> caseReference(request))
                .or(() -> authorisation(request, day))
                .or(() -> approval(request));
    }

    private Optional<Refusal> inForce(Request request, LocalDate day) {
        if (!agreement.validOn(day)) {
            return refused(
                    RefusalCode.AGREEMENT_NOT_IN_FORCE,
                    "",
                    "is valid from " + agreement.from() + " to " + agreement.to() + ", and the day is " + day);
        }
        boolean another = request.agreement()
                .filter(digest -> !digest.equals(agreement.digest()))
                .isPresent();
        return another
                ? refused(
                        RefusalCode.AGREEMENT_NOT_IN_FORCE,
                        "agreement",
                        "is not the text that the request was made under; read the one in force and ask again")
                : Optional.empty();
    }

    private Optional<Refusal> lookup(Request request) {
        int named = request.subjects().size();
        if (asking.by().isEmpty()) {
            return named == 0
                    ? Optional.empty()
                    : refused(RefusalCode.LOOKUP, "subjects", "gives counts only: a request names nobody");
        }
        if (named == 0 || named > asking.subjects()) {
            return refused(
                    RefusalCode.LOOKUP,
                    "subjects",
                    "answers about 1 to " + asking.subjects() + " subjects, and the request names " + named);
        }
        boolean otherwise = request.subjects().stream()
                .anyMatch(subject -> !subject.keySet().equals(asking.by())
                        || subject.values().stream().anyMatch(String::isBlank));
        return otherwise
                ? refused(RefusalCode.LOOKUP, "subjects", "names a subject by " + asking.by() + " and by nothing else")
                : Optional.empty();
    }

    private Optional<Refusal> fields(Request request) {
        boolean compares = agreement.mode() == Mode.VERIFY;
        if (compares
                ? !request.asks().isEmpty() || request.presents().isEmpty()
                : !request.presents().isEmpty()) {
            return refused(
                    RefusalCode.NOT_RELEASED,
                    "",
                    compares
                            ? "compares values that the request presents, and shows none"
                            : "shows values, and compares none that the request presents");
        }
        Set<FieldPath> wanted = new TreeSet<>(compares ? request.presents().keySet() : request.asks());
        wanted.removeAll(agreement.release());
        return wanted.isEmpty()
                ? Optional.empty()
                : refused(
                        RefusalCode.NOT_RELEASED,
                        wanted.iterator().next().value(),
                        "does not release " + wanted.size() + " of the fields that the request names");
    }

    private Optional<Refusal> caseReference(Request request) {
        boolean missing = asking.caseReference() && request.caseReference().isEmpty();
        return missing ? refused(RefusalCode.CASE, "case", "requires the reference of a case") : Optional.empty();
    }

    private Optional<Refusal> authorisation(Request request, LocalDate day) {
        if (!asking.authorisation()) {
            return Optional.empty();
        }
        if (request.authorisation().isEmpty()) {
            return refused(RefusalCode.AUTHORISATION, "authorisation", "requires a written authorisation");
        }
        Authorisation held = request.authorisation().get();
        if (!held.validOn(day)) {
            return refused(
                    RefusalCode.AUTHORISATION, "authorisation", "requires a written authorisation that is valid");
        }
        if (!held.records().contains(agreement.record().name())) {
            return refused(
                    RefusalCode.AUTHORISATION,
                    "authorisation",
                    "requires a written authorisation that speaks of "
                            + agreement.record().name());
        }
        Set<String> asked = request.subjects().stream()
                .flatMap(subject -> subject.entrySet().stream())
                .filter(named -> people.contains(named.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return held.signedByAll(asked)
                ? Optional.empty()
                : refused(
                        RefusalCode.AUTHORISATION,
                        "authorisation",
                        "requires a written authorisation by everybody who is asked about, and by every adult of the case");
    }

    private Optional<Refusal> approval(Request request) {
        Set<String> others = new TreeSet<>(request.approvals());
        others.remove(request.official().post());
        boolean own = request.subjects().stream().anyMatch(request.official()::is);
        int needed = Math.max(asking.approvals(), own ? 1 : 0);
        return others.size() >= needed
                ? Optional.empty()
                : refused(
                        RefusalCode.APPROVAL,
                        "approvals",
                        own
                                ? "needs another official's approval where somebody asks about himself or herself"
                                : "needs the approval of " + needed + " other officials");
    }

    private Optional<Refusal> refused(RefusalCode code, String path, String why) {
        return Optional.of(Refusal.of(
                code, path, "agreement " + agreement.id() + ", version " + agreement.version() + ": " + why));
    }
}
