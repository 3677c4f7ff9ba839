package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.refusal.RefusalCode;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a test expects: {@code sees}, {@code because}, {@code answer}. */
final class TestExpectation {

    private static final String NOTHING = "nothing";
    private static final List<String> ANSWERS = List.of("consistent", "inconsistent");
    private static final List<String> OF_AN_EVENT = List.of("when", "jurisdiction", "valid", "budget");

    private final YamlObject yaml;
    private final Agreement agreement;
    private final String given;
    private final List<Problem> problems;
    private boolean seesNothing;

    /** @param given the test in words, so that a message names it */
    TestExpectation(YamlObject yaml, Agreement agreement, String given, List<Problem> problems) {
        this.yaml = yaml;
        this.agreement = agreement;
        this.given = given;
        this.problems = problems;
    }

    Set<FieldPath> sees() {
        Optional<YamlNode> sees = yaml.required("sees");
        if (sees.isEmpty()) {
            return Set.of();
        }
        seesNothing =
                sees.get().kind() == YamlNode.Kind.SCALAR && sees.get().text().equals(NOTHING);
        boolean list = sees.get().kind() == YamlNode.Kind.SEQUENCE
                && !sees.get().items().isEmpty();
        if (!seesNothing && !list) {
            problems.add(sees.get().error("a list of fields, or the word 'nothing', was expected here"));
        }
        Set<FieldPath> fields = new TreeSet<>();
        sees.get().items().forEach(item -> field(item).ifPresent(fields::add));
        return fields;
    }

    private Optional<FieldPath> field(YamlNode item) {
        List<String> released =
                agreement.release().stream().map(FieldPath::value).toList();
        if (released.contains(item.text())) {
            return Optional.of(FieldPath.of(item.text()));
        }
        problems.add(item.error("'" + item.text() + "' is not released by " + agreement.id() + ", and the test '"
                + given + "' sees it." + Suggestion.of(item.text(), released)));
        return Optional.empty();
    }

    Optional<String> because() {
        return word("because", "reason", reasons());
    }

    Optional<String> answer() {
        return agreement.mode() == Mode.VERIFY ? word("answer", "answer", ANSWERS) : Optional.empty();
    }

    private List<String> reasons() {
        if (agreement.mode() == Mode.EVENT) {
            return OF_AN_EVENT;
        }
        List<String> reasons = new ArrayList<>(OF_AN_EVENT);
        Arrays.stream(RefusalCode.values()).map(RefusalCode::code).forEach(reasons::add);
        return reasons;
    }

    private Optional<String> word(String member, String what, List<String> known) {
        Optional<String> word = yaml.optionalText(member);
        word.filter(text -> !known.contains(text))
                .ifPresent(text -> problems.add(yaml.node()
                        .members()
                        .get(member)
                        .value()
                        .error(what + " '" + text + "' does not exist." + Suggestion.of(text, known))));
        return word;
    }

    /** Whether reason and answer fit what is seen; to be called once all three were read. */
    void fits() {
        boolean because = yaml.node().members().containsKey("because");
        if (seesNothing != because) {
            problems.add(yaml.placeOf("sees")
                    .error(
                            seesNothing
                                    ? "'because' is missing: say why nothing is seen"
                                    : "'because' has no meaning where fields are seen"));
        }
        boolean answers = agreement.mode() == Mode.VERIFY && !seesNothing;
        boolean answer = yaml.node().members().containsKey("answer");
        if (answers && !answer) {
            problems.add(yaml.placeOf("sees").error("'answer' is missing: consistent or inconsistent"));
        }
        if (!answers && answer && agreement.mode() == Mode.VERIFY) {
            problems.add(yaml.placeOf("answer").error("'answer' has no meaning where nothing is compared"));
        }
    }
}
