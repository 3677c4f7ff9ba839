package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code asks}: what a request under this agreement must carry. Required for every mode but event, and only there. */
final class AskingReader {

    private static final int MOST_SUBJECTS = 10_000;
    private static final int MOST_APPROVALS = 5;

    private final YamlObject agreement;
    private final List<Problem> problems;

    AskingReader(YamlObject agreement, List<Problem> problems) {
        this.agreement = agreement;
        this.problems = problems;
    }

    Optional<Asking> read(Optional<Mode> mode, Optional<RecordType> type) {
        Optional<YamlNode> node = agreement.optional("asks");
        boolean event = mode.filter(Mode.EVENT::equals).isPresent();
        if (event && node.isPresent()) {
            problems.add(
                    agreement.placeOf("asks").error("nobody asks for an event: 'asks' has no meaning in this mode"));
            return Optional.empty();
        }
        if (mode.isPresent() && !event && node.isEmpty()) {
            problems.add(agreement
                    .node()
                    .error("'asks' is missing here: mode '" + mode.get().code()
                            + "' needs to know how a request names whom it asks about"));
        }
        return node.flatMap(found -> asking(new YamlObject(found, problems), mode, type));
    }

    private Optional<Asking> asking(YamlObject yaml, Optional<Mode> mode, Optional<RecordType> type) {
        long before = problems.size();
        Set<FieldPath> by = type.map(known -> new ReleaseReader(known, problems)
                        .leaves(yaml.list("by"))
                        .keySet())
                .orElseGet(() -> {
                    yaml.list("by");
                    return Set.of();
                });
        boolean caseReference = required(yaml, "case");
        boolean authorisation = required(yaml, "authorisation");
        int approvals = whole(yaml, "approvals", 1, MOST_APPROVALS).orElse(0);
        OptionalInt subjects = whole(yaml, "subjects", 1, MOST_SUBJECTS);
        OptionalInt minimum = whole(yaml, "minimum-count", 2, MOST_SUBJECTS);
        yaml.finish();
        boolean batch = mode.filter(Mode.BATCH::equals).isPresent();
        onlyForBatch(yaml, batch, "subjects");
        onlyForBatch(yaml, batch, "minimum-count");
        if (by.isEmpty() && minimum.isEmpty() && problems.size() == before && type.isPresent()) {
            problems.add(yaml.node()
                    .error("'by' names no field: a request without a subject would ask about everybody; name the fields"
                            + " that a request must give, or a 'minimum-count' below which nothing leaves"));
        }
        if (!by.isEmpty() && minimum.isPresent()) {
            problems.add(yaml.placeOf("minimum-count")
                    .error("where 'by' names subjects nothing is counted: either the one or the other"));
        }
        if (problems.size() > before || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Asking(
                by, caseReference, authorisation, approvals, batch ? subjects.orElse(1) : 1, minimum.orElse(1)));
    }

    private void onlyForBatch(YamlObject yaml, boolean batch, String member) {
        if (!batch && yaml.node().members().containsKey(member)) {
            problems.add(yaml.placeOf(member).error("'" + member + "' has a meaning for mode 'batch' only"));
        }
    }

    private static boolean required(YamlObject yaml, String member) {
        return yaml.optionalValue(member, "the word 'required', or absent", text -> {
                    if (!text.equals("required")) {
                        throw new IllegalArgumentException("another word");
                    }
                    return true;
                })
                .orElse(false);
    }

    private static OptionalInt whole(YamlObject yaml, String member, int min, int max) {
        return yaml.node().members().containsKey(member) ? yaml.integer(member, min, max) : OptionalInt.empty();
    }
}
