package dev.comity.agreement;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is remembered of agreements that were in force or withdrawn before: versions only rise, and what was withdrawn never comes
 * back, whoever has an old file and its old signatures. The hub reads it from its log, an agency keeps it for itself. Immutable.
 *
 * @param highest by agreement id, the highest version that was in force
 * @param withdrawn by agreement id, the highest version that was withdrawn
 */
public record KnownVersions(Map<String, Known> highest, Map<String, Integer> withdrawn) {

    /** Nothing is remembered. */
    public static final KnownVersions NONE = new KnownVersions(Map.of(), Map.of());

    public KnownVersions {
        highest = Map.copyOf(highest);
        withdrawn = Map.copyOf(withdrawn);
    }

    /** @param digest of the agreement file */
    public record Known(int version, String digest) {}

    /** With these in force too, and these withdrawn. */
    public KnownVersions with(Collection<Agreement> inForce, Collection<Withdrawal> withdrawals) {
        Map<String, Known> versions = new TreeMap<>(highest);
        inForce.forEach(a -> versions.merge(a.id(), new Known(a.version(), a.digest()), KnownVersions::higher));
        Map<String, Integer> ended = new TreeMap<>(withdrawn);
        withdrawals.forEach(w -> ended.merge(w.agreement(), w.version(), Math::max));
        return new KnownVersions(versions, ended);
    }

    private static Known higher(Known one, Known other) {
        return one.version() >= other.version() ? one : other;
    }

    /**
     * Why a signed agreement cannot be in force (again).
     *
     * @param beside all signed agreements of the same configuration: two versions may stand side by side, each for its days
     */
    Optional<String> refusal(Agreement agreement, Collection<Agreement> beside) {
        int ended = withdrawn.getOrDefault(agreement.id(), 0);
        if (agreement.version() <= ended) {
            return Optional.of("version " + ended + " was withdrawn before, and what is withdrawn never comes back");
        }
        Known known = highest.get(agreement.id());
        if (known == null || agreement.version() > known.version()) {
            return Optional.empty();
        }
        if (agreement.version() == known.version()) {
            return agreement.digest().equals(known.digest())
                    ? Optional.empty()
                    : Optional.of("version " + known.version() + " was in force with another text: raise the version");
        }
        boolean stillThere = beside.stream().anyMatch(other -> other.digest().equals(known.digest()));
        return stillThere
                ? Optional.empty()
                : Optional.of("version " + known.version() + " was in force before: versions only rise");
    }
}
