package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The past as one batch sees it: the state, and what came before in the batch itself, which is not logged yet. A message is
 * thus judged the same whether its predecessor was in this batch or in an earlier one.
 */
final class BatchView {

    private final String sender;
    private final ExchangeState state;
    private final ExchangeLog log;
    private final Set<String> digests = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<String, String> jtis = new HashMap<>();
    private final Map<String, Link> chains = new HashMap<>();

    BatchView(String sender, ExchangeState state, ExchangeLog log) {
        this.sender = sender;
        this.state = state;
        this.log = log;
    }

    String sender() {
        return sender;
    }

    /** What is left to do for a submission that has its answer already; empty for a new one. */
    Optional<Item> answered(Glimpse glimpse, Incoming message) {
        if (digests.contains(glimpse.digest())) {
            return Optional.of(new Item.Repeat(sender, glimpse.digest()));
        }
        OptionalLong answer = state.submission(sender, glimpse.digest());
        boolean open = answer.isEmpty() || !state.carriedOut(answer.getAsLong());
        Optional<String> elsewhere = open ? state.submissionElsewhere(sender, glimpse.digest()) : Optional.empty();
        if (elsewhere.isPresent()) {
            return Optional.of(new Item.Elsewhere(elsewhere.get(), message));
        }
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        willAnswer(glimpse);
        return Optional.of(
                state.carriedOut(answer.getAsLong())
                        ? new Item.Repeat(sender, glimpse.digest())
                        : new Item.Interrupted(log.entry(answer.getAsLong()), message));
    }

    /** Notes that this batch answers a submission, so that its repeat in the same batch gets the same answer. */
    void willAnswer(Glimpse glimpse) {
        digests.add(glimpse.digest());
    }

    /** What is left to do for a delivery that was acknowledged already; empty for the first time. */
    Optional<Item> acknowledged(String delivery, Incoming message) {
        if (!acknowledged.add(delivery)) {
            return Optional.of(new Item.Dropped());
        }
        OptionalLong answer = state.acknowledgement(delivery);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                state.carriedOut(answer.getAsLong())
                        ? new Item.Dropped()
                        : new Item.Interrupted(log.entry(answer.getAsLong()), message));
    }

    /** What is left to do for an acknowledgement of what another node has delivered; empty for any other. */
    Optional<Item> elsewhere(String delivery, Incoming message) {
        return state.deliveryElsewhere(delivery)
                .filter(node -> state.delivery(delivery).isEmpty())
                .map(node -> new Item.Elsewhere(node, message));
    }

    /** The {@code released} entry of a delivery. */
    Optional<Placed> delivery(String delivery) {
        OptionalLong index = state.delivery(delivery);
        return index.isEmpty() ? Optional.empty() : Optional.of(log.entry(index.getAsLong()));
    }

    /** Whether another JWS has used this id; else it is this one's from here on. */
    boolean usedDifferently(String jti, String digest) {
        String first = state.jwsOf(sender, jti).orElseGet(() -> jtis.putIfAbsent(jti, digest));
        return first != null && !first.equals(digest);
    }

    /** A reason against everything that a revoked key signed; empty for any other key. */
    Optional<Refusal> revoked(String kid) {
        OptionalLong revocation = state.revocation(kid);
        return revocation.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        RefusalCode.KEY_REVOKED,
                        "kid",
                        "the key was revoked by entry %d of the log; sign with another certified key and send again"
                                .formatted(revocation.getAsLong())));
    }

    /** Takes the sequence on to this statement and says whether it was the next one. */
    boolean continues(SubmissionStatement statement) {
        String kid = statement.jws().kid();
        Optional<Link> last = Optional.ofNullable(chains.get(kid)).or(() -> state.chain(kid));
        // Also after a gap, so that one loss costs one record and not all that follow.
        chains.put(kid, Link.of(statement));
        return Link.continues(last, statement);
    }
}
