package dev.comity.agreement;

import dev.comity.record.Derivation;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What requests must carry and how often they are answered, held against mode, legal basis and record type. */
final class TermsCheck {

    private static final String WRITTEN_AUTHORISATION = "written-authorisation";
    private static final String EMERGENCY = "emergency";

    private final DraftAgreement draft;
    private final List<Problem> problems;

    TermsCheck(DraftAgreement draft, List<Problem> problems) {
        this.draft = draft;
        this.problems = problems;
    }

    void run() {
        comparisonsAreForVerify();
        draft.agreement().asking().ifPresent(this::asking);
        if (!draft.agreement().limits().isEmpty()) {
            limits();
        }
    }

    /** A comparison with what a request presents has no value of its own, and none at all where nothing is presented. */
    private void comparisonsAreForVerify() {
        if (draft.agreement().mode() == Mode.VERIFY) {
            return;
        }
        draft.type().derivations().stream()
                .filter(Derivation::presented)
                .filter(derivation -> draft.lists().release().containsKey(derivation.name()))
                .forEach(derivation -> problems.add(draft.lists()
                        .release()
                        .get(derivation.name())
                        .error("'" + derivation.name() + "' compares with a value that a request presents: only mode"
                                + " 'verify' can answer it")));
    }

    private void asking(Asking asking) {
        YamlNode place = draft.place("asks");
        RecordType type = draft.type();
        for (FieldPath path : asking.by()) {
            if (type.field(path).map(Field::derived).orElse(true)) {
                problems.add(
                        place.error("'" + path + "' is derived: a request names a subject by a field of the record"));
            }
        }
        Set<FieldPath> naming = new TreeSet<>(type.subjects());
        naming.add(type.orderKey());
        boolean names = asking.by().stream().anyMatch(naming::contains);
        boolean emergency = draft.agreement().basis().kind().equals(EMERGENCY);
        if (!asking.by().isEmpty() && !names && !emergency) {
            problems.add(place.error("'by' names none of " + naming
                    + ": a request without the number of a thing or person could be used to try out many"));
        }
        boolean authorised = draft.agreement().basis().kind().equals(WRITTEN_AUTHORISATION);
        if (authorised && !asking.authorisation()) {
            problems.add(
                    place.error("the basis is a written authorisation, so 'authorisation: required' must stand here"));
        }
    }

    private void limits() {
        Agreement agreement = draft.agreement();
        boolean answers = agreement.limit(Limit.Kind.ANSWERS).isPresent();
        if (answers
                && agreement.mode() == Mode.EVENT
                && CountedFields.subjects(agreement, draft.type()).isEmpty()) {
            problems.add(draft.place("limits")
                    .error(
                            "answers are counted for each subject, and no field that leaves the provider names one; release"
                                    + " or test " + draft.type().subjects() + ", or a pseudonym of it"));
        }
        boolean compared = agreement.mode() == Mode.VERIFY;
        if (answers
                && CountedFields.sources(agreement.release(), draft.type(), compared)
                        .isEmpty()) {
            problems.add(draft.place("limits")
                    .error("answers are counted for each source of a derived field, and none is released"));
        }
    }
}
