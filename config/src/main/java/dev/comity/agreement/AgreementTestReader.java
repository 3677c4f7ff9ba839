package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the tests beside one agreement. */
public final class AgreementTestReader {

    /** What a test may give as the reason for nothing. */
    static final List<String> REASONS = List.of("when", "jurisdiction", "valid");

    private static final String NOTHING = "nothing";

    private final Agreement agreement;
    private final RecordType type;
    private final List<Problem> problems;

    public AgreementTestReader(Agreement agreement, RecordType type, List<Problem> problems) {
        this.agreement = agreement;
        this.type = type;
        this.problems = problems;
    }

    /** Where an agreement's tests lie: {@code NAME.tests.yaml} beside {@code NAME.yaml}. */
    public static Path fileOf(Path agreementFile) {
        String name = agreementFile.getFileName().toString();
        return agreementFile.resolveSibling(name.replaceFirst("\\.yaml$", ".tests.yaml"));
    }

    /** @param place of the test file, for messages */
    public List<AgreementTest> read(String place, byte[] bytes) {
        List<AgreementTest> tests = new ArrayList<>();
        Optional<YamlNode> root = YamlDocument.parse(place, bytes, problems);
        if (root.isPresent() && root.get().kind() != YamlNode.Kind.SEQUENCE) {
            problems.add(root.get()
                    .error("a list of tests was expected here, and "
                            + root.get().found() + " was found"));
        }
        for (YamlNode item : root.map(YamlNode::items).orElse(List.of())) {
            test(new YamlObject(item, problems)).ifPresent(tests::add);
        }
        return tests;
    }

    private Optional<AgreementTest> test(YamlObject yaml) {
        Optional<String> given = yaml.text("given");
        Optional<Path> record = record(yaml);
        Optional<YamlNode> sees = yaml.required("sees");
        Optional<String> because = yaml.optionalText("because").filter(why -> knownReason(yaml, why));
        Optional<LocalDate> on = yaml.optionalValue("on", "a date such as 2026-01-31", LocalDate::parse);
        Optional<String> division = yaml.optionalText("consumer-division");
        yaml.finish();
        Optional<Set<FieldPath>> fields = sees.flatMap(node -> fields(node));
        fields.ifPresent(paths -> reasonFits(yaml, paths.isEmpty()));
        if (given.isEmpty() || record.isEmpty() || fields.isEmpty()) {
            return Optional.empty();
        }
        String place = yaml.node().file() + ":" + yaml.node().line();
        return Optional.of(new AgreementTest(
                agreement,
                given.get(),
                record.get(),
                fields.get(),
                because,
                on.orElse(agreement.from()),
                division,
                place));
    }

    private Optional<Path> record(YamlObject yaml) {
        Path records = type.folder().toAbsolutePath().getParent().getParent();
        return yaml.text("record").flatMap(text -> {
            Path file = records.resolve(text).normalize();
            if (file.startsWith(type.folder().toAbsolutePath().normalize()) && Files.isRegularFile(file)) {
                return Optional.of(file);
            }
            problems.add(yaml.node()
                    .members()
                    .get("record")
                    .value()
                    .error("there is no record '" + text + "' of type " + type.id() + " under schemas/records/"));
            return Optional.empty();
        });
    }

    private Optional<Set<FieldPath>> fields(YamlNode sees) {
        if (sees.kind() == YamlNode.Kind.SCALAR && sees.text().equals(NOTHING)) {
            return Optional.of(Set.of());
        }
        if (sees.kind() != YamlNode.Kind.SEQUENCE || sees.items().isEmpty()) {
            problems.add(sees.error("a list of fields, or the word 'nothing', was expected here"));
            return Optional.empty();
        }
        List<String> released =
                agreement.release().stream().map(FieldPath::value).toList();
        Set<FieldPath> fields = new TreeSet<>();
        for (YamlNode item : sees.items()) {
            if (released.contains(item.text())) {
                fields.add(FieldPath.of(item.text()));
            } else {
                problems.add(item.error("'" + item.text() + "' is not released by " + agreement.id() + "."
                        + Suggestion.of(item.text(), released)));
            }
        }
        return fields.size() == sees.items().size() ? Optional.of(fields) : Optional.empty();
    }

    private boolean knownReason(YamlObject yaml, String why) {
        boolean known = REASONS.contains(why);
        if (!known) {
            problems.add(yaml.node()
                    .members()
                    .get("because")
                    .value()
                    .error("reason '" + why + "' does not exist." + Suggestion.of(why, REASONS)));
        }
        return known;
    }

    private void reasonFits(YamlObject yaml, boolean nothing) {
        boolean given = yaml.node().members().containsKey("because");
        if (nothing != given) {
            problems.add(yaml.placeOf("sees")
                    .error(
                            nothing
                                    ? "'because' is missing: say why nothing is seen"
                                    : "'because' has no meaning where fields are seen"));
        }
    }
}
