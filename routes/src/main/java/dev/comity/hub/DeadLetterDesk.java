package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.batch.DeadLetter;
import dev.comity.batch.DeadLetters;
import dev.comity.batch.DeadLetters.Lying;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.envelope.Undeliverable.Note;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What the operator sees of dead letters and decides about them. Answers hold names, times and places in the log, never a field's
 * value. A decision is only taken here: it is logged and carried out in a batch of its own, also after a crash.
 */
public final class DeadLetterDesk {

    /** Ids, or enough of their beginning. */
    private static final String PREFIX = "[0-9a-f]{6,64}";

    private static final int MOST = 1_000;

    private final DeadLetters letters;
    private final ExchangeLog log;
    private final ExchangeState state;

    DeadLetterDesk(DeadLetters letters, ExchangeLog log, ExchangeState state) {
        this.letters = letters;
        this.log = log;
        this.state = state;
    }

    /** {@code letters}, the oldest first, a thousand at most; {@code more} where there are others. */
    public ObjectNode list() throws Exception {
        List<Lying> found = letters.list("", MOST + 1);
        ObjectNode answer = answer("listed").put("more", found.size() > MOST);
        ArrayNode list = answer.putArray("letters");
        found.stream().limit(MOST).forEach(letter -> list.add(json(letter)));
        return answer;
    }

    /** One letter with all that the log says about it. @param id or its beginning */
    public ObjectNode show(String id) throws Exception {
        return with(id, letter -> {
            ObjectNode shown = json(letter);
            // What another hub node has logged is at another place there.
            letter.property(DeadLetter.UNDELIVERABLE)
                    .filter(index -> isOfOurLog(letter))
                    .ifPresent(index -> told(shown, log.entry(Long.parseLong(index))));
            ObjectNode answer = answer("shown");
            answer.set("letter", shown);
            return answer;
        });
    }

    /** Takes the decision to submit it again; {@code undeliverable} says which outcome to ask for. */
    public ObjectNode resubmit(String id) throws Exception {
        return with(id, letter -> decide(letter, Map.of(DeadLetter.DECIDED, Decided.RESUBMIT.word())));
    }

    /** Takes the decision to give it up. @param note of the operator, for the provider alone */
    public ObjectNode discard(String id, String note) throws Exception {
        if (note.isBlank() || note.length() > Note.LONGEST) {
            return failed("a reason of 1 to " + Note.LONGEST + " characters is needed; nothing was done");
        }
        return with(
                id,
                letter -> decide(
                        letter,
                        Map.of(
                                DeadLetter.DECIDED,
                                Decided.DISCARD.word(),
                                DeadLetter.NOTE,
                                note,
                                DeadLetter.SALT,
                                Base64Url.encode(Crypto.random(32)))));
    }

    /** What came of a decision. @param undeliverable index of the entry that the letter names */
    public ObjectNode outcome(long undeliverable, int before) {
        OptionalLong settled = state.settlement(undeliverable);
        if (settled.isEmpty()) {
            return answer("waiting");
        }
        Placed act = log.entry(settled.getAsLong());
        boolean isOld = act.entry().json().path("count").asInt(Integer.MAX_VALUE) <= before;
        boolean inItself = !act.entry().json().has("count") || ExchangeState.answersItself(act);
        Placed came = inItself ? act : log.entry(act.index() + 1);
        if (isOld || !state.committed(came.index())) {
            return answer("waiting");
        }
        ObjectNode answer = answer("settled").put("logged", act.index()).put("answer", came.index());
        answer.put("kind", came.entry().kind().word());
        for (String member : List.of("exchange", "delivery", "denied", "decisions", "reasons")) {
            if (came.entry().json().has(member)) {
                answer.set(member, came.entry().json().get(member));
            }
        }
        return answer;
    }

    /** What is done with one letter. */
    @FunctionalInterface
    private interface Work {
        ObjectNode with(Lying letter) throws Exception;
    }

    private ObjectNode with(String id, Work work) throws Exception {
        if (!id.matches(PREFIX)) {
            return answer("missing")
                    .put("detail", "a dead letter's id is 64 hex digits, of which at least the first 6 are needed");
        }
        List<Lying> found = letters.list(id, 2);
        if (found.isEmpty()) {
            return answer("missing").put("detail", "there is no dead letter whose id begins so");
        }
        return found.size() > 1
                ? answer("missing").put("detail", "several dead letters' ids begin so; give more of it")
                : work.with(found.get(0));
    }

    private ObjectNode decide(Lying letter, Map<String, String> decision) throws Exception {
        if (letter.property(DeadLetter.UNDELIVERABLE).isEmpty()) {
            return failed(
                    "it is no record but an answer or a request, so the log does not know it and nothing can be logged"
                            + " of it; its agency gets the answer again by sending its submission again");
        }
        if (!isOfOurLog(letter)) {
            return failed("another hub node has logged it, in log "
                    + letter.property(DeadLetter.LOG).orElse("") + ": ask there");
        }
        long index = Long.parseLong(letter.property(DeadLetter.UNDELIVERABLE).get());
        Placed undeliverable = log.entry(index);
        int before = state.resubmissions(undeliverable.text("provider"), undeliverable.text("submission"));
        boolean there = letters.decide(letter.id(), decision);
        ObjectNode answer = there ? answer("decided") : failed("it is being decided about already");
        return answer.put("id", letter.id()).put("undeliverable", index).put("before", before);
    }

    private boolean isOfOurLog(Lying letter) {
        return letter.property(DeadLetter.LOG).orElse("").equals(log.origin());
    }

    private static ObjectNode json(Lying letter) {
        ObjectNode json = Json.object().put("id", letter.id());
        put(json, "since", letter, DeadLetter.SINCE);
        put(json, "from", letter, DeadLetter.FROM);
        put(json, "reason", letter, DeadLetter.REASON);
        put(json, "provider", letter, DeadLetter.PROVIDER);
        put(json, "contentType", letter, Wire.CONTENT_TYPE);
        number(json, "attempts", letter, DeadLetter.ATTEMPTS);
        number(json, "entry", letter, DeadLetter.UNDELIVERABLE);
        put(json, "log", letter, DeadLetter.LOG);
        return json.put("bytes", letter.bytes());
    }

    private static void put(ObjectNode json, String member, Lying letter, String property) {
        letter.property(property).ifPresent(value -> json.put(member, value));
    }

    private static void number(ObjectNode json, String member, Lying letter, String property) {
        letter.property(property).ifPresent(value -> json.put(member, Long.parseLong(value)));
    }

    /** What the entries say: names of fields, ids, digests. */
    private void told(ObjectNode json, Placed undeliverable) {
        for (String member : List.of("record", "jti", "exchange", "delivery", "consumer", "submission", "later")) {
            undeliverable.optional(member).ifPresent(value -> json.put(member, value));
        }
        json.put("cause", undeliverable.optional("reason").orElse("failed"));
        json.put(
                "resubmissions", state.resubmissions(undeliverable.text("provider"), undeliverable.text("submission")));
        undeliverable
                .optional("delivery")
                .map(state::delivery)
                .filter(OptionalLong::isPresent)
                .ifPresent(index -> released(json, log.entry(index.getAsLong())));
    }

    private static void released(ObjectNode json, Placed released) {
        json.put("releasedAt", released.index()).put("agreement", released.text("agreement"));
        TreeSet<String> paths = new TreeSet<>();
        for (JsonNode field : released.entry().json().path("released")) {
            paths.add(field.path("path").asText());
        }
        paths.forEach(json.putArray("fields")::add);
    }

    private static ObjectNode answer(String verdict) {
        return Json.object().put("v", 1).put("verdict", verdict);
    }

    private static ObjectNode failed(String why) {
        return answer("refused").put("detail", why);
    }
}
