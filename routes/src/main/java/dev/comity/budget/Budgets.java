package dev.comity.budget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.CountedFields;
import dev.comity.agreement.Mode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.decision.Counted;
import dev.comity.decision.Decision;
import dev.comity.decision.DecisionEngine;
import dev.comity.decision.Past;
import dev.comity.decision.Request;
import dev.comity.decision.RequestDecision;
import dev.comity.decision.RequestEngine;
import dev.comity.envelope.Identity;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides with what happened before, and counts what it decided. An answer is counted durably before it can leave; one that is
 * decided again after a crash is the same one and is counted once. One decision at a time, so that two never share the last
 * answer of a budget. Thread-safe.
 */
public final class Budgets implements Closeable {

    private static final int SALT_BYTES = 16;
    private static final String SEEN = "seen";

    private final Uses uses;
    private final Lines pasts;
    private final Tokens tokens;
    private final ZoneId zone;

    private Budgets(Uses uses, Lines pasts, Tokens tokens, ZoneId zone) {
        this.uses = uses;
        this.pasts = pasts;
        this.tokens = tokens;
        this.zone = zone;
    }

    /**
     * @param folder of this hub alone: {@code uses}; {@code pasts}, what the digests in the log commit to; and {@code token.key},
     *     readable by its owner
     */
    public static Budgets open(Path folder, ZoneId zone) throws IOException {
        Tokens tokens = Tokens.read(folder.resolve("token.key"));
        Lines pasts = Lines.open(folder.resolve("pasts"));
        pasts.read();
        return new Budgets(Uses.open(folder.resolve("uses")), pasts, tokens, zone);
    }

    /**
     * @param decisions as of {@link DecisionEngine}
     * @param past salted digest of what they rested on, for the log; empty where nothing is limited
     */
    public record Decided(List<Decision> decisions, Optional<String> past) {}

    /**
     * Decides an event. Returns once what it counted is durable.
     *
     * @throws IOException if that fails; then nothing may be delivered
     */
    public Decided decide(DecisionEngine engine, VerifiedEnvelope envelope, RecordType type, Instant now)
            throws IOException {
        List<Agreement> limited = engine.limited(
                envelope.claims().issuer(), type.id(), envelope.claims().agreement(), now);
        if (limited.isEmpty()) {
            return new Decided(decide(engine, envelope, type, Past.UNKNOWN, now), Optional.empty());
        }
        synchronized (this) {
            Map<Counted, Integer> counts = new TreeMap<>();
            for (Agreement agreement : limited) {
                Set<FieldPath> released = new HashSet<>(agreement.release());
                released.retainAll(envelope.leaves());
                counts(envelope, agreement, now)
                        .answers(
                                agreement,
                                subjects(agreement, type, envelope.sharedRecord()),
                                CountedFields.sources(released, type, false),
                                counts);
            }
            Past past = new Past(false, Set.of(), counts);
            List<Decision> decisions = decide(engine, envelope, type, past, now);
            charge(decisions, envelope, type, now);
            return new Decided(decisions, Optional.of(kept(past)));
        }
    }

    /** Decides an event where nothing can be counted: what an agreement limits is then denied. */
    public static Decided uncounted(DecisionEngine engine, VerifiedEnvelope envelope, RecordType type, Instant now) {
        return new Decided(decide(engine, envelope, type, Past.UNKNOWN, now), Optional.empty());
    }

    /** The digest, once salt and text that it is over are kept: {@code 1 <digest> <salt> <text>}, base64url. */
    private String kept(Past past) throws IOException {
        byte[] salt = Crypto.random(SALT_BYTES);
        String digest = past.digest(salt);
        pasts.add(List.of(
                String.join(" ", "1", digest, Base64Url.encode(salt), Base64Url.encode(Json.bytes(past.json())))));
        return digest;
    }

    private static List<Decision> decide(
            DecisionEngine engine, VerifiedEnvelope envelope, RecordType type, Past past, Instant now) {
        return engine.decide(
                envelope.claims().issuer(),
                type.id(),
                envelope.sharedRecord(),
                envelope.leaves(),
                envelope.claims().agreement(),
                past,
                now);
    }

    private void charge(List<Decision> decisions, VerifiedEnvelope envelope, RecordType type, Instant now)
            throws IOException {
        List<Use> counted = new ArrayList<>();
        for (Decision decision : decisions) {
            Agreement agreement = decision.agreement();
            if (!agreement.limits().isEmpty()) {
                counted.addAll(counts(envelope, agreement, now)
                        .answered(
                                agreement,
                                subjects(agreement, type, envelope.sharedRecord()),
                                CountedFields.sources(decision.released(), type, false)));
            }
        }
        uses.add(counted);
    }

    private Counts counts(VerifiedEnvelope envelope, Agreement agreement, Instant now) {
        // The same message makes the same delivery: it is counted once, however often it is decided.
        String delivery = Identity.delivery(envelope.exchange(), agreement.id(), 0);
        return new Counts(uses, tokens, zone, delivery, now);
    }

    /** Whom a record is about, by field and value, as far as it leaves the provider. */
    private static Set<String> subjects(Agreement agreement, RecordType type, ObjectNode record) {
        Set<String> subjects = new TreeSet<>();
        for (FieldPath path : CountedFields.subjects(agreement, type)) {
            List<JsonNode> at = List.of(record);
            for (String step : path.steps()) {
                List<JsonNode> next = new ArrayList<>();
                at.forEach(node -> {
                    if (step.equals("[]")) {
                        node.forEach(next::add);
                    } else if (node.hasNonNull(step)) {
                        next.add(node.get(step));
                    }
                });
                at = next;
            }
            at.forEach(value -> subjects.add(path + "=" + value.asText()));
        }
        return subjects;
    }

    /**
     * Decides a request, for the provider's side of a journey. Counted as made whatever the answer is, so that guesses cost as
     * much as hits.
     *
     * @param id of the request, for instance the digest of its JWS
     * @param agreements those that could apply
     * @param openCases of the consumer
     * @throws IOException if what it counts is not durable; then nothing may be answered
     */
    public synchronized List<RequestDecision> decide(
            RequestEngine engine,
            Request request,
            String id,
            List<Agreement> agreements,
            RecordType type,
            List<ObjectNode> found,
            Set<String> openCases,
            Instant now)
            throws IOException {
        Set<String> subjects = new TreeSet<>();
        request.subjects().forEach(subject -> subjects.add(subject.toString()));
        Counts counts = new Counts(uses, tokens, zone, id, now);
        Map<Counted, Integer> counted = new TreeMap<>();
        for (Agreement agreement : agreements) {
            counts.requests(agreement, subjects, counted);
            counts.answers(agreement, subjects, sources(agreement, request, type), counted);
        }
        boolean seen = uses.holds(tokens.of(SEEN), id);
        List<RequestDecision> decisions = engine.decide(request, found, new Past(seen, openCases, counted), now);
        List<Use> made = new ArrayList<>(List.of(new Use(now, tokens.of(SEEN), id)));
        for (RequestDecision decision : decisions) {
            if (decision.denied().isEmpty()) {
                Agreement agreement = decision.agreement().orElseThrow();
                made.addAll(counts.requested(agreement, subjects));
                made.addAll(counts.answered(agreement, subjects, sources(agreement, request, type)));
            }
        }
        uses.add(made);
        return decisions;
    }

    private static Set<FieldPath> sources(Agreement agreement, Request request, RecordType type) {
        boolean compared = agreement.mode() == Mode.VERIFY;
        Set<FieldPath> answered = compared
                ? request.presents().keySet()
                : request.asks().isEmpty() ? agreement.release() : request.asks();
        return CountedFields.sources(answered, type, compared);
    }

    @Override
    public synchronized void close() throws IOException {
        uses.close();
        pasts.close();
    }
}
