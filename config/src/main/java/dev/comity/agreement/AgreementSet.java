package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All agreements of a configuration, with the checks that no single file can answer.
 *
 * @param drafts every file that is right by itself
 * @param brokenReleases texts that files with errors release, by consumer: see {@link AgreementReader#brokenReleases()}
 */
public record AgreementSet(List<DraftAgreement> drafts, Map<String, Set<String>> brokenReleases) {

    public AgreementSet {
        drafts = drafts.stream()
                .sorted(Comparator.comparing((DraftAgreement d) -> d.agreement().id())
                        .thenComparing(d -> d.agreement().version()))
                .toList();
    }

    /**
     * Runs every check.
     *
     * @param today in the hub's zone: what ended is a warning
     */
    public void check(Collection<RecordType> types, LocalDate today, List<Problem> problems) {
        new VersionCheck(this, today, problems).run();
        new EmbeddingCheck(this, problems).run();
        new UnionCheck(this, problems).run();
        new WideningCheck(this, problems).run();
        new MentionCheck(this, problems).run(types);
    }

    /** Whether any agreement of this consumer over this type releases a field, or a part of it. */
    boolean releases(String consumer, RecordType type, FieldPath path) {
        return drafts.stream()
                        .filter(d -> d.agreement().consumer().equals(consumer))
                        .filter(d -> d.type().id().equals(type.id()))
                        .flatMap(d -> d.agreement().release().stream())
                        .anyMatch(leaf -> leaf.equals(path) || leaf.isUnder(path))
                || brokenReleases.getOrDefault(consumer, Set.of()).contains(path.value());
    }
}
