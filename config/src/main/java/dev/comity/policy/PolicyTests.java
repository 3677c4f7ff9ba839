package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementTest;
import dev.comity.agreement.AgreementTestReader;
import dev.comity.config.Configuration;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs the tests beside the agreements, on drafts too: each record goes through what its source would do (derive, keep only
 * what the agreement needs) and through the decision itself. Only seals and signatures are left out. A test states exactly what
 * is seen, and every field that an agreement releases must be seen by one of its tests: so no field can be added to an agreement
 * or taken from it without a test that says so.
 */
public final class PolicyTests {

    private final Configuration configuration;

    public PolicyTests(Configuration configuration) {
        this.configuration = configuration;
    }

    /** @param difference between what the test expects and what is; empty text if the test holds */
    public record Outcome(AgreementTest test, String difference) {
        public boolean holds() {
            return difference.isEmpty();
        }
    }

    /**
     * Runs every test of every agreement, in the order of the agreements; a field that none of its agreement's tests sees is an
     * outcome that does not hold.
     *
     * @throws IOException if a test file or a record cannot be read any more
     */
    public List<Outcome> run() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Agreement agreement : configuration.agreements()) {
            outcomes.addAll(run(agreement));
        }
        return outcomes;
    }

    /** As {@link #run()}, for one agreement of the configuration. */
    public List<Outcome> run(Agreement agreement) throws IOException {
        RecordType type = configuration.types().find(agreement.record()).orElseThrow();
        String place = AgreementTestReader.fileOf(Path.of(agreement.place()))
                .toString()
                .replace('\\', '/');
        if (!Files.isRegularFile(AgreementTestReader.fileOf(agreement.file()))) {
            // The loader has reported that nothing tests this agreement.
            return List.of();
        }
        // The loader has reported every problem of this file before.
        List<AgreementTest> tests = new AgreementTestReader(agreement, type, new ArrayList<>())
                .read(place, Files.readAllBytes(AgreementTestReader.fileOf(agreement.file())));
        List<Outcome> outcomes = new ArrayList<>();
        TestRun run = new TestRun(configuration, type);
        for (AgreementTest test : tests) {
            outcomes.add(new Outcome(test, run.difference(test)));
        }
        unseen(agreement, tests, place).ifPresent(outcomes::add);
        return outcomes;
    }

    private static Optional<Outcome> unseen(Agreement agreement, List<AgreementTest> tests, String place) {
        Set<FieldPath> unseen = new TreeSet<>(agreement.release());
        tests.forEach(test -> unseen.removeAll(test.sees()));
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        String fields = unseen.stream()
                .map(path -> "'" + path + "' (" + agreement.place() + ":"
                        + agreement.releaseLines().getOrDefault(path, 0) + ")")
                .collect(Collectors.joining(", "));
        AgreementTest all = AgreementTest.ofAll(agreement, "every field that is released is seen by a test", place);
        return Optional.of(new Outcome(all, "no test of " + agreement.id() + " sees " + fields));
    }
}
