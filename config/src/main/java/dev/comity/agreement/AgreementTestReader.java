package dev.comity.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tests beside one agreement. */
public final class AgreementTestReader {

    private static final int MOST_TIMES = 1_000;

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
        int before = problems.size();
        boolean event = agreement.mode() == Mode.EVENT;
        Optional<String> given = yaml.text("given");
        var records = new TestRecords(yaml, type, problems);
        List<Path> files = records.files(event);
        RecordEdits edits = records.edits();
        int times = yaml.node().members().containsKey("times")
                ? yaml.integer("times", 1, MOST_TIMES).orElse(1)
                : 1;
        Optional<ObjectNode> request = event ? Optional.empty() : Optional.of(records.request());
        Optional<LocalDate> on = yaml.optionalValue("on", "a date such as 2026-01-31", LocalDate::parse);
        Optional<String> division = yaml.optionalText("consumer-division");
        var expected = new TestExpectation(yaml, agreement, given.orElse(""), problems);
        Set<FieldPath> sees = expected.sees();
        Optional<String> because = expected.because();
        Optional<String> answer = expected.answer();
        yaml.finish();
        expected.fits();
        if (problems.size() > before || given.isEmpty()) {
            return Optional.empty();
        }
        String place = yaml.node().file() + ":" + yaml.node().line();
        return Optional.of(new AgreementTest(
                agreement,
                given.get(),
                files,
                edits,
                times,
                request,
                sees,
                answer,
                because,
                on.orElse(agreement.from()),
                division,
                place));
    }
}
