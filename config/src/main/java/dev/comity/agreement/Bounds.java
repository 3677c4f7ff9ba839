package dev.comity.agreement;

import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sharing class of a record type and the marks of its fields let an agreement do at all. */
final class Bounds {

    private final RecordType type;
    private final YamlObject yaml;
    private final List<Problem> problems;

    Bounds(RecordType type, YamlObject yaml, List<Problem> problems) {
        this.type = type;
        this.yaml = yaml;
        this.problems = problems;
    }

    void check(FieldLists lists, Optional<Basis> basis, boolean necessityStated) {
        if (type.sharing().equals("not-shared")) {
            problems.add(yaml.node()
                    .members()
                    .get("record")
                    .value()
                    .error("records of type " + type.id() + " are not shared: no agreement may release them"));
            return;
        }
        boolean unconditional = basis.map(Basis::unconditional).orElse(false);
        for (Map.Entry<FieldPath, YamlNode> released : lists.release().entrySet()) {
            Field field = type.field(released.getKey()).orElseThrow();
            reason(field, unconditional, necessityStated)
                    .ifPresent(why -> problems.add(released.getValue().error("'" + field.path() + "' " + why)));
        }
    }

    private static Optional<String> reason(Field field, boolean unconditional, boolean necessityStated) {
        if (!field.shareable() || field.mark().equals("S4")) {
            return Optional.of("is never shared: no agreement may release it");
        }
        if (unconditional && !field.mark().equals("S0")) {
            return Optional.of("is not public (" + field.mark()
                    + "): an agreement on the basis public-information may release S0 fields only");
        }
        if (field.mark().equals("S3") && !necessityStated) {
            return Optional.of(
                    "is sensitive (S3): say in 'necessity' why nothing less will do, or release a derived field");
        }
        return Optional.empty();
    }
}
