package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a derived value can be right beside what is disclosed with it. A value that needs a secret only provider and consumer
 * can judge; of the others each is recomputed where its sources are disclosed, and where they are in part, as far as that part
 * decides.
 */
public final class DerivedCheck {

    private final ObjectNode record;
    private final Set<FieldPath> leaves;
    private final Instant sealedAt;
    private final ZoneId zone;

    /**
     * @param record what is disclosed
     * @param leaves paths of its leaves
     * @param zone of days, the hub's
     */
    public DerivedCheck(ObjectNode record, Set<FieldPath> leaves, Instant sealedAt, ZoneId zone) {
        this.record = record;
        this.leaves = Set.copyOf(leaves);
        this.sealedAt = sealedAt;
        this.zone = zone;
    }

    /** False where the disclosed derived value is certainly wrong; true where it is absent. */
    public boolean holds(Derivation derivation) {
        JsonNode found = record.get(derivation.name().value());
        if (found == null || derivation.secret()) {
            return true;
        }
        try {
            return switch (DerivationFunction.of(derivation.function()).orElseThrow()) {
                // Nobody presented anything: in a record that is sent unasked it says nothing.
                case EQUALS -> false;
                case EXISTS -> !isDisclosed(derivation.from()) || found.equals(BooleanNode.TRUE);
                case COUNT -> !derivation.arguments().path("without").isMissingNode() || isEnough(derivation, found);
                case MEETS -> isPossible(derivation, found) && isRecomputed(derivation, found);
                default -> isRecomputed(derivation, found);
            };
        } catch (IllegalArgumentException sourceOfAnotherForm) {
            return false;
        }
    }

    private boolean isDisclosed(FieldPath source) {
        return leaves.stream().anyMatch(leaf -> leaf.equals(source) || leaf.isUnder(source));
    }

    /** Elements may be withheld, so there may be more of them than are disclosed, never fewer. */
    private boolean isEnough(Derivation derivation, JsonNode found) {
        int disclosed = Derivations.at(record, derivation.from()).size();
        return found.isInt()
                && found.intValue() >= 0
                && found.intValue() + derivation.arguments().path("less").asInt() >= disclosed;
    }

    /** One term that is disclosed and certainly false decides. */
    private boolean isPossible(Derivation derivation, JsonNode found) {
        LocalDate month = Derivations.month(sealedAt, zone);
        return found.asText().equals("no")
                || !Terms.answer(derivation.arguments(), record, month, zone).equals("no");
    }

    private boolean isRecomputed(Derivation derivation, JsonNode found) {
        return !leaves.containsAll(derivation.sources())
                || Derivations.compute(derivation, record, Optional.empty(), sealedAt, zone)
                        .filter(found::equals)
                        .isPresent();
    }
}
