package dev.comity.agreement;

import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads agreement files and holds every word of them against the registers and the record type. */
public final class AgreementReader {

    private final Registers registers;
    private final List<Problem> problems;
    private final Map<String, Set<String>> brokenReleases = new TreeMap<>();
    private final Map<RecordTypeId, ConditionCompiler> compilers = new HashMap<>();

    public AgreementReader(Registers registers, List<Problem> problems) {
        this.registers = registers;
        this.problems = problems;
    }

    /**
     * Reads one file.
     *
     * @param file on this machine
     * @param place {@code agreements/<consumer>/<name>.yaml}, for messages
     * @return empty if a word of the file could not be read; what it may not do as a whole is in the problems too, and does
     *     not keep its tests from being read
     */
    public Optional<DraftAgreement> read(Path file, String place, byte[] bytes) {
        long before = errors();
        Optional<YamlNode> root = YamlDocument.parse(place, bytes, problems);
        Optional<AgreementFile> read = root.map(
                node -> new AgreementFile(new Words(node, registers, problems), place, this::conditionsOver, problems));
        if (errors() > before) {
            root.ifPresent(node -> remember(file, node));
            return Optional.empty();
        }
        Optional<DraftAgreement> draft = read.map(one -> one.draft(file, bytes));
        draft.ifPresent(whole -> {
            whole.lists().disjoint(problems);
            new Bounds(whole, problems).check();
            new TermsCheck(whole, problems).run();
        });
        return draft;
    }

    /** A compiler is costly to make and the same for every agreement over one record type. */
    private ConditionCompiler conditionsOver(RecordType type) {
        return compilers.computeIfAbsent(type.id(), id -> new ConditionCompiler(type));
    }

    private void remember(Path file, YamlNode root) {
        String consumer = file.toAbsolutePath().getParent().getFileName().toString();
        brokenReleases.computeIfAbsent(consumer, folder -> new TreeSet<>()).addAll(releaseTexts(root));
    }

    private static Set<String> releaseTexts(YamlNode root) {
        return Optional.ofNullable(root.members().get("release")).stream()
                .flatMap(release -> release.value().items().stream())
                .map(YamlNode::text)
                .collect(Collectors.toSet());
    }

    /**
     * What files with errors meant to release, by their consumer's folder: the checks over several agreements count it as
     * released, so that one mistake is reported once.
     */
    public Map<String, Set<String>> brokenReleases() {
        return brokenReleases;
    }

    private long errors() {
        return problems.stream().filter(Problem::isError).count();
    }
}
