package dev.comity.agreement;

import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sharing class of a record type and the marks of its fields let an agreement do at all. */
final class Bounds {

    private final DraftAgreement draft;
    private final List<Problem> problems;

    Bounds(DraftAgreement draft, List<Problem> problems) {
        this.draft = draft;
        this.problems = problems;
    }

    void check() {
        if (draft.type().sharing().equals("not-shared")) {
            problems.add(draft.place("record")
                    .error("records of type " + draft.type().id() + " are not shared: no agreement may release them"));
            return;
        }
        for (Map.Entry<FieldPath, YamlNode> released : draft.lists().release().entrySet()) {
            Field field = draft.type().field(released.getKey()).orElseThrow();
            reason(field).ifPresent(why -> problems.add(released.getValue().error("'" + field.path() + "' " + why)));
        }
    }

    private Optional<String> reason(Field field) {
        if (!field.shareable() || field.mark().equals("S4")) {
            return Optional.of("is never shared: no agreement may release it");
        }
        if (draft.agreement().basis().unconditional() && !field.mark().equals("S0")) {
            return Optional.of("is not public (" + field.mark()
                    + "): an agreement on the basis public-information may release S0 fields only");
        }
        if (field.mark().equals("S3") && !draft.necessityStated()) {
            return Optional.of(
                    "is sensitive (S3): say in 'necessity' why nothing less will do, or release a derived field");
        }
        return Optional.empty();
    }
}
