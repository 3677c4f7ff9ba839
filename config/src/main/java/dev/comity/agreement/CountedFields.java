package dev.comity.agreement;

import dev.comity.record.Derivation;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Which fields answers are counted by: whom they are about, and what they tell something of. */
public final class CountedFields {

    private CountedFields() {}

    /** The fields that say whom a record is about, among those that leave the provider; a pseudonym of such a field is one. */
    public static Set<FieldPath> subjects(Agreement agreement, RecordType type) {
        Set<FieldPath> subjects = new TreeSet<>(type.subjects());
        type.derivations().stream()
                .filter(Derivation::secret)
                .filter(derivation -> type.subjects().containsAll(derivation.sources()))
                .map(Derivation::name)
                .forEach(subjects::add);
        subjects.retainAll(agreement.needed());
        return Collections.unmodifiableSet(subjects);
    }

    /**
     * The fields that some answered fields tell something of. A derived field tells of its sources, but for a pseudonym; a field
     * whose value is only compared tells of itself.
     *
     * @param answered what is released, or compared
     * @param compared whether nothing but the comparison leaves
     */
    public static Set<FieldPath> sources(Collection<FieldPath> answered, RecordType type, boolean compared) {
        Set<FieldPath> sources = new TreeSet<>();
        Set<FieldPath> plain = new TreeSet<>(answered);
        for (Derivation derivation : type.derivations()) {
            if (plain.remove(derivation.name()) && !derivation.secret()) {
                sources.addAll(derivation.sources());
            }
        }
        if (compared) {
            sources.addAll(plain);
        }
        return Collections.unmodifiableSet(sources);
    }
}
