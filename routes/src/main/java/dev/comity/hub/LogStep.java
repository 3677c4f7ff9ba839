package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.batch.DeadLetter;
import dev.comity.batch.Outgoing;
import dev.comity.batch.Unavailable;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.envelope.Wire;
import dev.comity.fault.FaultPoint;
import dev.comity.log.Entry;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Third step: makes the answers of the whole batch durable in one append. From here on they are fixed: a batch that is
 * interrupted after this carries out what was logged, and judges nothing anew.
 */
final class LogStep {

    private final ExchangeLog log;
    private final ExchangeState state;
    private final Runnable afterAppend;

    /** @param afterAppend runs between the log and the delivery: where a test lets the hub break */
    LogStep(ExchangeLog log, ExchangeState state, Runnable afterAppend) {
        this.log = log;
        this.state = state;
        this.afterAppend = afterAppend;
    }

    /**
     * @param inForce whether rules are still in force; asked while nothing else is logged
     * @return empty if they are not: then nothing is logged, and the batch is to be judged anew
     */
    Optional<Logged> log(Judged judged, Predicate<Rules> inForce) {
        AtomicBoolean overtaken = new AtomicBoolean();
        Iterator<Placed> placed = log.append(draft -> {
                    overtaken.set(!inForce.test(judged.rules()));
                    if (overtaken.get()) {
                        return List.of();
                    }
                    requireKeysStillGood(judged);
                    return entries(judged, draft);
                })
                .iterator();
        return overtaken.get() ? Optional.empty() : Optional.of(logged(judged, placed));
    }

    private static List<Entry> entries(Judged judged, ExchangeLog.Draft draft) {
        Entries entries = judged.rules().entries();
        return judged.items().stream()
                .flatMap(item -> entries.of(judged.sender(), item, draft).stream())
                .toList();
    }

    private Logged logged(Judged judged, Iterator<Placed> placed) {
        FaultPoint.HUB_LOGGED.reach();
        afterAppend.run();
        List<Answered> answered = new ArrayList<>(judged.items().size());
        for (Item item : judged.items()) {
            answer(item, judged.rules().verifier(), placed).ifPresent(answered::add);
        }
        Logged logged = new Logged(judged.sender(), answered, forwarded(judged));
        Ranges answers = logged.answers();
        state.underWay(answers);
        judged.batch().afterCommit(() -> state.markCommitted(answers));
        judged.batch().afterRollback(() -> state.givenBack(answers));
        return logged;
    }

    private static List<Outgoing> forwarded(Judged judged) {
        return judged.items().stream()
                .filter(Item.Elsewhere.class::isInstance)
                .map(item -> ((Item.Elsewhere) item).forwarded(judged.sender()))
                .toList();
    }

    /**
     * A key may have been revoked between judgement and log; the revocation acts from its own place on. The batch is then played again,
     * and judged with what the log says now.
     */
    private void requireKeysStillGood(Judged judged) {
        boolean revoked = judged.items().stream()
                .flatMap(item -> signer(item).stream())
                .anyMatch(kid -> state.revocation(kid).isPresent());
        if (revoked) {
            throw new Unavailable("a key of the batch was revoked meanwhile", null);
        }
    }

    private static Optional<String> signer(Item item) {
        if (item instanceof Item.Admitted admitted) {
            return Optional.of(admitted.verified().envelope().jws().kid());
        }
        if (item instanceof Item.Resubmitted resubmitted) {
            return signer(resubmitted.again());
        }
        if (item instanceof Item.Redelivery redelivery && redelivery.releases()) {
            return redelivery.envelope().map(envelope -> envelope.jws().kid());
        }
        return item instanceof Item.Confirmed confirmed
                ? Optional.of(confirmed.jws().kid())
                : Optional.empty();
    }

    private Optional<Answered> answer(Item item, EnvelopeVerifier verifier, Iterator<Placed> placed) {
        if (item instanceof Item.Admitted admitted) {
            return Optional.of(accepted(admitted, placed));
        }
        if (item instanceof Item.Refused refused) {
            return Optional.of(new Answered.Refused(placed.next(), refused.reasons()));
        }
        if (item instanceof Item.Confirmed confirmed) {
            return Optional.of(
                    new Answered.Acknowledged(placed.next(), confirmed.jws().compact()));
        }
        if (item instanceof Item.Resubmitted resubmitted) {
            // The operator's act comes first, then its answer.
            placed.next();
            return answer(resubmitted.again(), verifier, placed);
        }
        if (item instanceof Item.Redelivery redelivery) {
            return Optional.of(redelivered(redelivery, placed));
        }
        if (item instanceof Item.GivenUp givenUp) {
            return Optional.of(new Answered.GivenUp(placed.next(), givenUp.undeliverable(), givenUp.note()));
        }
        if (item instanceof Item.Interrupted interrupted) {
            return Optional.of(resumed(interrupted, verifier));
        }
        if (item instanceof Item.Repeat repeat) {
            // Known by now, also where the first one is in this batch.
            long answer = state.submission(repeat.sender(), repeat.digest()).orElseThrow();
            return Optional.of(new Answered.Again(log.entry(answer)));
        }
        return Optional.empty();
    }

    private static Answered accepted(Item.Admitted admitted, Iterator<Placed> placed) {
        Placed answer = placed.next();
        List<Answered.Release> released = new ArrayList<>();
        admitted.decisions().stream()
                .flatMap(selected -> selected.selection().stream())
                .forEach(selection -> released.add(new Answered.Release(placed.next(), selection)));
        Item.Verified verified = admitted.verified();
        var backing = new Answered.Backing(verified.statement().jws().compact(), verified.subjects());
        return new Answered.Accepted(answer, verified.envelope(), backing, released);
    }

    private static Answered redelivered(Item.Redelivery redelivery, Iterator<Placed> placed) {
        Placed answer = placed.next();
        Optional<Answered.Delivery> delivery = redelivery
                .decision()
                .flatMap(Item.Selected::selection)
                .map(selection -> new Answered.Delivery(
                        redelivery.envelope().orElseThrow(), new Answered.Release(placed.next(), selection)));
        return new Answered.Redelivered(answer, redelivery.letter(), delivery);
    }

    private Answered resumed(Item.Interrupted interrupted, EnvelopeVerifier verifier) {
        Placed answer = interrupted.answer();
        String body = interrupted.message().body().orElse("");
        return switch (answer.entry().kind()) {
            case REFUSED -> new Answered.Refused(answer, reasons(answer));
            case ACKNOWLEDGED -> new Answered.Acknowledged(answer, body);
            case UNDELIVERABLE ->
                Answered.Undeliverable.of(answer, state.buried(answer.index()), log, letter(answer, interrupted));
            case RESUBMITTED ->
                new Answered.Redelivered(answer, interrupted.message(), delivery(answer, body, verifier));
            case DISCARDED ->
                new Answered.GivenUp(
                        answer,
                        log.entry(answer.entry().json().path("undeliverable").longValue()),
                        SettlementIntake.note(interrupted.message()));
            case SUBMITTED -> accepted(answer, opened(answer, body, verifier), backing(interrupted));
            default -> throw new IllegalStateException("entry " + answer.index() + " answers nothing");
        };
    }

    /** The hub stopped between the log and the dead letters. */
    private Outgoing letter(Placed answer, Item.Interrupted interrupted) {
        String queue = Wire.in(answer.text("provider"));
        return DeadLetter.of(
                queue,
                interrupted.message(),
                "the hub was stopped before it could be put aside",
                BuriedLetter.properties(answer, log.origin()));
    }

    private Optional<Answered.Delivery> delivery(Placed answer, String body, EnvelopeVerifier verifier) {
        if (!answer.entry().json().has("delivery")) {
            return Optional.empty();
        }
        VerifiedEnvelope envelope = opened(answer, SettlementIntake.envelope(body), verifier);
        Placed released = log.entry(answer.index() + 1);
        return Optional.of(
                new Answered.Delivery(envelope, new Answered.Release(released, selection(envelope, released))));
    }

    /** As it was found right before it was logged. */
    private static Answered.Backing backing(Item.Interrupted interrupted) {
        return new Answered.Backing(
                interrupted.message().property(Wire.SUBMIT).orElse(""),
                SubjectToken.parse(interrupted.message().property(Wire.SUBJECTS).orElse("")));
    }

    /** Judged at the time of acceptance: what has expired since then does not matter any more. */
    private static VerifiedEnvelope opened(Placed answer, String body, EnvelopeVerifier verifier) {
        try {
            return verifier.open(body, answer.time());
        } catch (RecordRefused e) {
            throw new IllegalStateException("what entry " + answer.index() + " accepted cannot be opened any more", e);
        }
    }

    private Answered accepted(Placed submitted, VerifiedEnvelope envelope, Answered.Backing backing) {
        String exchange = submitted.text("exchange");
        List<Answered.Release> released = log
                .following(
                        submitted.index() + 1,
                        next -> next.is(Entry.Kind.RELEASED)
                                && next.text("exchange").equals(exchange))
                .stream()
                .map(entry -> new Answered.Release(entry, selection(envelope, entry)))
                .toList();
        return new Answered.Accepted(submitted, envelope, backing, released);
    }

    private static VerifiedEnvelope.Selection selection(VerifiedEnvelope envelope, Placed released) {
        Set<FieldPath> paths = new HashSet<>();
        for (JsonNode field : released.entry().json().get("released")) {
            paths.add(FieldPath.of(field.get("path").textValue()));
        }
        VerifiedEnvelope.Selection selection = envelope.select(paths);
        if (!selection.sdHash().equals(released.text("sdHash"))) {
            throw new IllegalStateException(
                    "the disclosures are not those that entry " + released.index() + " released");
        }
        return selection;
    }

    /** The words of the first answer are gone; code and path are what the log keeps. */
    static List<Refusal> reasons(Placed refused) {
        List<Refusal> reasons = new ArrayList<>();
        for (JsonNode reason : refused.entry().json().get("reasons")) {
            reasons.add(Refusal.of(
                    RefusalCode.of(reason.get("code").textValue()).orElseThrow(),
                    reason.get("path").textValue(),
                    "refused before, see entry " + refused.index() + " of the log; nothing has changed"));
        }
        return reasons;
    }
}
