package dev.comity.hub;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.batch.Unavailable;
import dev.comity.budget.Budgets;
import dev.comity.decision.Decision;
import dev.comity.decision.DecisionEngine;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Second step: which agreement releases which fields. A record that no agreement releases anything of is refused. */
final class Judgement {

    private final RecordTypes types;
    private final DecisionEngine engine;
    private final AgreementsInForce agreements;
    private final Budgets budgets;
    private final boolean counts;
    private final Clock clock;

    /** @param counts whether limits can be counted here; else an agreement with a limit releases nothing */
    Judgement(
            RecordTypes types,
            DecisionEngine engine,
            AgreementsInForce agreements,
            Budgets budgets,
            boolean counts,
            Clock clock) {
        this.types = types;
        this.engine = engine;
        this.budgets = budgets;
        this.counts = counts;
        this.agreements = agreements;
        this.clock = clock;
    }

    Judged decide(Judged batch) {
        return new Judged(
                batch.rules(),
                batch.batch(),
                batch.sender(),
                batch.items().stream().map(this::decide).toList());
    }

    private Item decide(Item item) {
        if (item instanceof Item.Resubmitted resubmitted) {
            Item again = decide(resubmitted.again());
            return new Item.Resubmitted(resubmitted.undeliverable(), resubmitted.count(), withoutStatement(again));
        }
        if (item instanceof Item.Redelivery redelivery) {
            return decide(redelivery);
        }
        if (!(item instanceof Item.Verified verified)) {
            return item;
        }
        Budgets.Decided decided = decided(verified.envelope(), verified.type());
        List<Decision> decisions = decided.decisions();
        try {
            requireRelease(verified.envelope(), decisions);
            List<Item.Selected> selected = new ArrayList<>(decisions.size());
            for (Decision decision : decisions) {
                selected.add(new Item.Selected(decision, selection(verified.envelope(), decision)));
                EntrySize.require(verified.envelope(), decision);
            }
            return new Item.Admitted(verified, selected, decided.past());
        } catch (RecordRefused e) {
            return new Item.Refused(
                    Glimpse.of(verified), Optional.of(verified.statement()), Optional.of(verified.type()), e.reasons());
        }
    }

    /** The sequence went on from its statement when it came first. */
    private static Item withoutStatement(Item again) {
        return again instanceof Item.Refused refused
                ? new Item.Refused(refused.glimpse(), Optional.empty(), refused.type(), refused.reasons())
                : again;
    }

    /** Today's decision of the agreement under which it was released, over what the presentation shows. */
    private Item decide(Item.Redelivery redelivery) {
        if (redelivery.denied().isPresent()) {
            return redelivery;
        }
        VerifiedEnvelope envelope = redelivery.envelope().orElseThrow();
        RecordType type = types.find(envelope.claims().record()).orElseThrow();
        Budgets.Decided decided = decided(envelope, type);
        String agreement = redelivery.before().text("agreement");
        Optional<Decision> decision = decided.decisions().stream()
                .filter(one -> one.agreement().id().equals(agreement))
                .findFirst();
        if (decision.isEmpty()) {
            return redelivery.decided(Optional.empty(), decided.past(), refusal(decision));
        }
        try {
            var selected = new Item.Selected(decision.get(), selection(envelope, decision.get()));
            EntrySize.require(envelope, decision.get());
            return redelivery.decided(Optional.of(selected), decided.past(), refusal(decision));
        } catch (RecordRefused e) {
            return redelivery.decided(
                    Optional.empty(), Optional.empty(), Optional.of(e.reasons().get(0)));
        }
    }

    private static Optional<Refusal> refusal(Optional<Decision> decision) {
        if (decision.filter(Decision::releases).isPresent()) {
            return Optional.empty();
        }
        return decision.flatMap(Decision::denied)
                .or(() -> Optional.of(Refusal.of(
                        decision.isPresent() ? RefusalCode.NO_AGREEMENT : RefusalCode.AGREEMENT_NOT_IN_FORCE,
                        "agreement",
                        "the agreement releases nothing of what the presentation shows; let the provider send again")));
    }

    private Budgets.Decided decided(VerifiedEnvelope envelope, RecordType type) {
        try {
            return counts
                    ? budgets.decide(engine, envelope, type, clock.instant())
                    : Budgets.uncounted(engine, envelope, type, clock.instant());
        } catch (IOException e) {
            throw new Unavailable("what was answered before cannot be counted, so nothing is delivered", e);
        }
    }

    private void requireRelease(VerifiedEnvelope envelope, List<Decision> decisions) throws RecordRefused {
        if (decisions.stream().anyMatch(Decision::releases)) {
            return;
        }
        List<Refusal> denials =
                decisions.stream().flatMap(d -> d.denied().stream()).toList();
        if (!denials.isEmpty()) {
            throw new RecordRefused(denials);
        }
        throw new RecordRefused(List.of(nothingApplies(envelope)));
    }

    private Refusal nothingApplies(VerifiedEnvelope envelope) {
        boolean unknownBinding = envelope.claims().agreement().isPresent()
                && envelope.claims().agreement().flatMap(agreements::byDigest).isEmpty();
        if (unknownBinding) {
            return Refusal.of(
                    RefusalCode.AGREEMENT_NOT_IN_FORCE,
                    "agreement",
                    "the agreement that this envelope is bound to is not in force here; seal for the one that is");
        }
        return Refusal.of(
                RefusalCode.NO_AGREEMENT,
                "record",
                "no agreement in force releases anything of "
                        + envelope.claims().record() + " from '"
                        + envelope.claims().issuer() + "'");
    }

    /**
     * Opens what the hub is about to send as its recipient will: the fields that show must be those decided, whatever the sender
     * did with its disclosures.
     */
    private static Optional<VerifiedEnvelope.Selection> selection(VerifiedEnvelope envelope, Decision decision)
            throws RecordRefused {
        if (!decision.releases()) {
            return Optional.empty();
        }
        VerifiedEnvelope.Selection selection = envelope.select(decision.released());
        if (!envelope.shownBy(selection.compact()).equals(decision.released())) {
            throw new RecordRefused(
                    RefusalCode.MALFORMED,
                    "disclosures",
                    "the disclosures do not show exactly the fields that agreement '"
                            + decision.agreement().id() + "' releases");
        }
        return Optional.of(selection);
    }
}
