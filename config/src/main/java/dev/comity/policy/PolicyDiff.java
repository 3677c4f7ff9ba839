package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.config.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one configuration lets be seen that another does not, cell by cell. Signatures do not matter to it. */
public final class PolicyDiff {

    private final Configuration old;
    private final Configuration fresh;
    private final List<PolicyChange> changes = new ArrayList<>();

    private PolicyDiff(Configuration old, Configuration fresh) {
        this.old = old;
        this.fresh = fresh;
    }

    /** Every change from the old configuration to the new one, in the order of agreements; none if nobody sees more or less. */
    public static List<PolicyChange> between(Configuration old, Configuration fresh) {
        PolicyDiff diff = new PolicyDiff(old, fresh);
        diff.run();
        return diff.changes.stream()
                .sorted(Comparator.comparing(
                                (PolicyChange change) -> change.agreement().id())
                        .thenComparing(PolicyChange::kind)
                        .thenComparing(
                                change -> change.field().map(Object::toString).orElse("")))
                .toList();
    }

    private void run() {
        Set<String> oldDigests = digests(old);
        Set<String> newDigests = digests(fresh);
        Set<String> compared = new HashSet<>();
        for (Agreement agreement : fresh.agreements()) {
            Optional<Agreement> base = base(agreement);
            base.ifPresent(before -> compared.add(before.digest()));
            boolean changed = !oldDigests.contains(agreement.digest());
            if (changed || divisionChanged(agreement)) {
                comparison().compare(base, Optional.of(agreement), changed);
            }
        }
        old.agreements().stream()
                .filter(gone -> !newDigests.contains(gone.digest()) && !compared.contains(gone.digest()))
                .forEach(gone -> comparison().compare(Optional.of(gone), Optional.empty(), true));
    }

    private AgreementComparison comparison() {
        return new AgreementComparison(old, fresh, changes);
    }

    private static Set<String> digests(Configuration configuration) {
        return configuration.agreements().stream().map(Agreement::digest).collect(Collectors.toSet());
    }

    private boolean divisionChanged(Agreement agreement) {
        return agreement.jurisdiction().isPresent()
                && !division(old, agreement.consumer()).equals(division(fresh, agreement.consumer()));
    }

    static Optional<String> division(Configuration configuration, String agency) {
        return Optional.ofNullable(configuration.agencies().get(agency)).map(entry -> entry.division());
    }

    /** What an agreement is held against: the same version before, else the newest before, else the version below it now. */
    private Optional<Agreement> base(Agreement agreement) {
        return versions(old, agreement)
                .filter(before -> before.version() == agreement.version())
                .findFirst()
                .or(() -> versions(old, agreement).max(Comparator.comparingInt(Agreement::version)))
                .or(() -> versions(fresh, agreement)
                        .filter(before -> before.version() < agreement.version())
                        .max(Comparator.comparingInt(Agreement::version)));
    }

    private static Stream<Agreement> versions(Configuration configuration, Agreement agreement) {
        return configuration.agreements().stream().filter(other -> other.id().equals(agreement.id()));
    }
}
