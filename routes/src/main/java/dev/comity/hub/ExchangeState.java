package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.agreement.KnownVersions;
import dev.comity.log.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * What the hub must know of the past to judge a message: a projection of the exchange log, and of what the broker has
 * committed. Everything follows from the entries, applied in their order; applying one twice changes nothing. Thread-safe.
 */
final class ExchangeState {

    /** The states of an {@code agreement} entry. */
    static final String IN_FORCE = "in-force";

    static final String WITHDRAWN = "withdrawn";

    /** Names of the maps that grow with every record. */
    static final String SUBMISSIONS = "submission";

    static final String JTIS = "jti";
    static final String DELIVERIES = "delivery";
    static final String ACKNOWLEDGEMENTS = "acknowledgement";

    private static final String APPLIED = "applied";
    private static final String TIME = "time";

    private final MVMap<String, String> meta;
    private final CompactMap<Long> submissions;
    private final CompactMap<byte[]> jtis;
    private final MVMap<String, String> chains;
    private final MVMap<String, Long> deliverySeqs;
    private final CompactMap<Long> deliveries;
    private final CompactMap<Long> acknowledgements;
    private final MVMap<Long, Boolean> uncommitted;
    private final MVMap<String, String> facts;
    private final MVMap<String, Long> revocations;
    private final MVMap<Long, Long> settlements;
    private final MVMap<String, Integer> resubmissions;
    private final MVMap<String, Long> undelivered;
    private final MVMap<Long, Long> buried;
    private final CompactMap<byte[]> submittedElsewhere;
    private final CompactMap<byte[]> deliveredElsewhere;

    /** Answers of batches that are logged, and will be committed or rolled back. In memory: after a crash nothing is under way. */
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    ExchangeState(MVStore store) {
        meta = store.openMap("meta");
        submissions = CompactMap.ofIndices(store, SUBMISSIONS);
        jtis = CompactMap.ofBytes(store, JTIS);
        chains = store.openMap("chains");
        deliverySeqs = store.openMap("deliverySeqs");
        deliveries = CompactMap.ofIndices(store, DELIVERIES);
        acknowledgements = CompactMap.ofIndices(store, ACKNOWLEDGEMENTS);
        uncommitted = store.openMap("uncommitted");
        facts = store.openMap("facts");
        revocations = store.openMap("revocations");
        settlements = store.openMap("settlements");
        resubmissions = store.openMap("resubmissions");
        undelivered = store.openMap("undelivered");
        buried = store.openMap("buried");
        submittedElsewhere = CompactMap.ofBytes(store, "submittedElsewhere");
        deliveredElsewhere = CompactMap.ofBytes(store, "deliveredElsewhere");
    }

    /** Entries applied, which is the index of the next one. */
    long applied() {
        return Long.parseLong(meta.getOrDefault(APPLIED, "0"));
    }

    /** Time of the newest entry; no later entry may be older. */
    Instant lastTime() {
        return Optional.ofNullable(meta.get(TIME)).map(Instant::parse).orElse(Instant.EPOCH);
    }

    /** Entry that answered a submission, {@code submitted} or {@code refused}. */
    OptionalLong submission(String sender, String digest) {
        return found(submissions, key(sender, digest));
    }

    /** Digest of the JWS that first used this id. */
    Optional<String> jwsOf(String issuer, String jti) {
        return Optional.ofNullable(jtis.get(key(issuer, jti))).map(CompactKey::text);
    }

    Optional<Link> chain(String kid) {
        return Optional.ofNullable(chains.get(kid)).map(Link::parse);
    }

    /** Sequence number of the last delivery to a consumer; 0 if there is none. */
    long deliverySeq(String consumer) {
        return deliverySeqs.getOrDefault(consumer, 0L);
    }

    /** The {@code released} entry of a delivery. */
    OptionalLong delivery(String delivery) {
        return found(deliveries, delivery);
    }

    /** The {@code acknowledged} entry of a delivery. */
    OptionalLong acknowledgement(String delivery) {
        return found(acknowledgements, delivery);
    }

    /** Whether what the entry at this index stands for has left the hub: the broker has committed it. */
    boolean committed(long index) {
        return !uncommitted.containsKey(index);
    }

    void markCommitted(Ranges ranges) {
        ranges.forEach(uncommitted::remove);
        ranges.forEach(underWay::remove);
    }

    /**
     * Whether nothing is left to do for what the entry at this index stands for: it has left the hub, or does with a batch that is
     * committed before whatever is judged now. If that batch is rolled back, so is what comes after it.
     */
    boolean carriedOut(long index) {
        return underWay.contains(index) || committed(index);
    }

    /** A batch with these answers goes to its commit. */
    void underWay(Ranges ranges) {
        ranges.forEach(underWay::add);
    }

    /** The batch with these answers was rolled back: who asks for them again has them carried out. */
    void givenBack(Ranges ranges) {
        ranges.forEach(underWay::remove);
    }

    /** The node whose log answers a submission, if it is another one. */
    Optional<String> submissionElsewhere(String sender, String digest) {
        return node(submittedElsewhere.get(key(sender, digest)));
    }

    /** The node whose log holds a delivery, if it is another one. */
    Optional<String> deliveryElsewhere(String delivery) {
        return node(deliveredElsewhere.get(delivery));
    }

    private static Optional<String> node(byte[] name) {
        return Optional.ofNullable(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Takes in what another node has committed. Late news do not take a sequence back. */
    void applyElsewhere(String node, Note note) {
        byte[] name = node.getBytes(StandardCharsets.UTF_8);
        for (Note.Submission one : note.submissions()) {
            submittedElsewhere.put(key(one.sender(), one.digest()), name);
            one.jti().ifPresent(jti -> use(one.sender(), jti, one.digest()));
            one.kid().ifPresent(kid -> goOnTo(kid, one.link().orElseThrow()));
        }
        note.deliveries().forEach(delivery -> deliveredElsewhere.put(delivery, name));
    }

    private void goOnTo(String kid, Link link) {
        if (chain(kid).map(Link::seq).orElse(0L) < link.seq()) {
            chains.put(kid, link.text());
        }
    }

    /** The entry that revoked a key; nothing that it signs counts after it. */
    OptionalLong revocation(String kid) {
        return found(revocations, kid);
    }

    /** The {@code resubmitted} or {@code discarded} entry that says what became of the {@code undeliverable} one at this index. */
    OptionalLong settlement(long undeliverable) {
        return optional(settlements.get(undeliverable));
    }

    /** How often a submission was submitted again. */
    int resubmissions(String provider, String digest) {
        return resubmissions.getOrDefault(key(provider, digest), 0);
    }

    /** What was logged about a submission before the {@code undeliverable} entry at this index, and could not be carried out. */
    OptionalLong buried(long undeliverable) {
        return optional(buried.get(undeliverable));
    }

    /** The {@code undeliverable} entry of a delivery. */
    OptionalLong undelivered(String delivery) {
        return found(undelivered, delivery);
    }

    /** What was logged last about one thing: {@code config}, {@code agency/<slug>}, {@code agreement/<id>/<version>}. */
    Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** Takes the next entry in; the caller keeps their order. */
    void apply(Placed placed) {
        apply(List.of(placed));
    }

    /**
     * Takes the next entries in, in their order. How far it has come is noted after all of them: whoever finds a state from in between
     * applies the first of them once more, which changes nothing.
     */
    void apply(List<Placed> batch) {
        batch.forEach(this::take);
        Placed last = batch.get(batch.size() - 1);
        meta.put(TIME, last.text("time"));
        meta.put(APPLIED, Long.toString(last.index() + 1));
    }

    private void take(Placed placed) {
        switch (placed.entry().kind()) {
            case SUBMITTED -> applySubmitted(placed);
            case REFUSED -> applyRefused(placed);
            case RELEASED -> applyReleased(placed);
            case ACKNOWLEDGED -> {
                acknowledgements.put(placed.text("delivery"), placed.index());
                uncommitted.put(placed.index(), true);
            }
            case UNDELIVERABLE -> applyUndeliverable(placed);
            case RESUBMITTED -> applyResubmitted(placed);
            case DISCARDED -> {
                settlements.put(number(placed, "undeliverable"), placed.index());
                uncommitted.put(placed.index(), true);
            }
            case REVOCATION -> revocations.putIfAbsent(placed.text("kid"), placed.index());
            case CONFIG -> facts.put("config", placed.text("digest"));
            case AGENCY -> facts.put("agency/" + placed.text("agency"), placed.text("statement"));
            case AGREEMENT -> applyAgreement(placed);
            default -> {
                // The other kinds say nothing that a message is judged by.
            }
        }
    }

    private void applyAgreement(Placed placed) {
        String id = placed.text("agreement");
        int version = placed.entry().json().get("version").intValue();
        if (placed.text("state").equals(WITHDRAWN)) {
            facts.merge(
                    "withdrawn/" + id,
                    Integer.toString(version),
                    (one, other) -> Integer.parseInt(one) > Integer.parseInt(other) ? one : other);
        } else {
            facts.put("agreement/" + id + "/" + version, placed.text("digest"));
        }
    }

    /** Every agreement that was ever in force or withdrawn, as the log says it. */
    KnownVersions agreements() {
        Map<String, KnownVersions.Known> highest = new TreeMap<>();
        Map<String, Integer> withdrawn = new TreeMap<>();
        facts.forEach((fact, value) -> {
            String[] parts = fact.split("/");
            if (parts[0].equals("withdrawn")) {
                withdrawn.put(parts[1], Integer.parseInt(value));
            } else if (parts[0].equals("agreement")) {
                int version = Integer.parseInt(parts[2]);
                highest.merge(
                        parts[1],
                        new KnownVersions.Known(version, value),
                        (one, other) -> one.version() > other.version() ? one : other);
            }
        });
        return new KnownVersions(highest, withdrawn);
    }

    private void applySubmitted(Placed placed) {
        String provider = placed.text("provider");
        submissions.put(key(provider, placed.text("jws")), placed.index());
        use(provider, placed.text("jti"), placed.text("jws"));
        if (!placed.entry().json().has("resubmission")) {
            link(placed.entry(), "submission");
        }
        uncommitted.put(placed.index(), true);
    }

    private void applyRefused(Placed placed) {
        String provider = placed.text("provider");
        submissions.put(key(provider, placed.text("submission")), placed.index());
        if (placed.entry().json().has("statement")) {
            // Only a statement that holds proves that the sender used this id for this JWS.
            placed.optional("jti").ifPresent(jti -> use(provider, jti, placed.text("submission")));
            link(placed.entry(), "statement");
        }
        uncommitted.put(placed.index(), true);
    }

    /** From here on it is the answer, whatever was logged about the submission before. */
    private void applyUndeliverable(Placed placed) {
        uncommitted.put(placed.index(), true);
        Optional<String> delivery = placed.optional("delivery");
        if (delivery.isPresent()) {
            // One consumer's trouble: the submission keeps its answer.
            undelivered.put(delivery.get(), placed.index());
            return;
        }
        Long before = submissions.put(key(placed.text("provider"), placed.text("submission")), placed.index());
        if (before != null && before != placed.index()) {
            buried.put(placed.index(), before);
        }
        if (placed.entry().json().has("statement")) {
            link(placed.entry(), "statement");
        }
    }

    private void applyResubmitted(Placed placed) {
        settlements.put(number(placed, "undeliverable"), placed.index());
        resubmissions.put(key(placed.text("provider"), placed.text("submission")), (int) number(placed, "count"));
        if (answersItself(placed)) {
            uncommitted.put(placed.index(), true);
        }
    }

    /** A delivery that is made anew is answered in the entry itself, a submission by the one after it. */
    static boolean answersItself(Placed resubmitted) {
        return resubmitted.entry().json().has("delivery")
                || resubmitted.entry().json().has("denied");
    }

    private static long number(Placed placed, String member) {
        return placed.entry().json().path(member).longValue();
    }

    private void applyReleased(Placed placed) {
        deliveries.put(placed.text("delivery"), placed.index());
        deliverySeqs.put(
                placed.text("consumer"), placed.entry().json().get("seq").longValue());
    }

    private void link(Entry entry, String member) {
        JsonNode statement = entry.json().get(member);
        String kid = statement.get("kid").textValue();
        chains.put(
                kid,
                new Link(
                                statement.get("seq").longValue(),
                                statement.get("digest").textValue())
                        .text());
    }

    /** The first use counts. */
    private void use(String issuer, String jti, String digest) {
        jtis.putIfAbsent(key(issuer, jti), CompactKey.of(digest));
    }

    private static OptionalLong found(CompactMap<Long> map, String key) {
        return optional(map.get(key));
    }

    private static OptionalLong found(Map<String, Long> map, String key) {
        return optional(map.get(key));
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static String key(String agency, String id) {
        return agency + "\n" + id;
    }
}
