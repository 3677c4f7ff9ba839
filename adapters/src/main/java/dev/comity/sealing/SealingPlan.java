package dev.comity.sealing;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which envelopes one record becomes, and what leaves the agency with each. A value that no agreement in force releases or tests is
 * in none of them.
 *
 * @param unbound whether there is an envelope for all agreements that are not bound; also where there is no agreement at all, so that
 *     the hub's refusal says so
 * @param disclosed leaves that go with that envelope
 * @param bound agreements with an envelope of their own
 */
public record SealingPlan(boolean unbound, Set<FieldPath> disclosed, List<Agreement> bound) {

    public SealingPlan {
        disclosed = Set.copyOf(disclosed);
        bound = List.copyOf(bound);
        if (!unbound && (bound.isEmpty() || !disclosed.isEmpty())) {
            throw new IllegalArgumentException("a record needs an envelope, and what is disclosed needs one too");
        }
    }

    /** @param inForce agreements that both agencies signed, of any parties, types, modes and days */
    public static SealingPlan of(Collection<Agreement> inForce, String provider, RecordTypeId type, LocalDate day) {
        List<Agreement> applying = inForce.stream()
                .filter(a -> a.provider().equals(provider)
                        && a.record().equals(type)
                        && a.mode() == Mode.EVENT
                        && a.validOn(day))
                .toList();
        Set<FieldPath> disclosed = new TreeSet<>();
        unbound(applying).map(Agreement::needed).forEach(disclosed::addAll);
        List<Agreement> bound = applying.stream().filter(Agreement::bound).toList();
        return new SealingPlan(applying.isEmpty() || unbound(applying).findAny().isPresent(), disclosed, bound);
    }

    /** Whether no agreement applies: its only envelope has nothing in it. */
    boolean forNobody() {
        return bound.isEmpty() && disclosed.isEmpty();
    }

    private static Stream<Agreement> unbound(List<Agreement> agreements) {
        return agreements.stream().filter(a -> !a.bound());
    }
}
