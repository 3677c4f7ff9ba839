package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.batch.Burial;
import dev.comity.batch.DeadLetter;
import dev.comity.batch.Incoming;
import dev.comity.batch.Outgoing;
import dev.comity.broker.HubQueues;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts a message aside that could not be processed and tells its sender so, after that is logged: nothing that was sent ends without an
 * answer. The message may be what nobody thought of, so as little as possible of it is looked at.
 */
final class DeadLetterNotices implements Burial {

    private static final String IN = Wire.in("");

    private final RecordIntake records;
    private final StatementCheck statements;
    private final ExchangeLog log;
    private final ExchangeState state;
    private final Presenting presenting;
    private final HubQueues queues;

    DeadLetterNotices(
            RecordIntake records,
            StatementCheck statements,
            ExchangeLog log,
            ExchangeState state,
            Presenting presenting,
            HubQueues queues) {
        this.records = records;
        this.statements = statements;
        this.log = log;
        this.state = state;
        this.presenting = presenting;
        this.queues = queues;
    }

    @Override
    public List<Outgoing> bury(String queue, Incoming dead, int attempts, String reason) {
        Optional<String> sender = sender(queue);
        if (sender.isPresent()) {
            return record(Wire.in(sender.get()), sender.get(), dead, attempts, reason);
        }
        if (!queue.equals(queues.settlement())) {
            return List.of(DeadLetter.of(queue, dead, reason, noRecord(queue, dead)));
        }
        return isSubmittedAgain(dead)
                ? record(
                        dead.property(DeadLetter.FROM).orElse(queue),
                        dead.property(DeadLetter.PROVIDER).orElseThrow(),
                        dead,
                        attempts,
                        reason)
                : List.of(DeadLetter.again(dead, reason));
    }

    /** Whose records come from this queue; of what another node has read, too. */
    private Optional<String> sender(String queue) {
        Optional<String> from =
                queue.startsWith(IN) ? Optional.of(IN) : forwarded().filter(queue::startsWith);
        return from.map(prefix -> queue.substring(prefix.length()));
    }

    private Optional<String> forwarded() {
        return queues.several() ? Optional.of(queues.forwarded("")) : Optional.empty();
    }

    /** Whether the log says that it was submitted again: then its failure is a new one, and a new dead letter. */
    private boolean isSubmittedAgain(Incoming dead) {
        long index = Long.parseLong(dead.property(DeadLetter.UNDELIVERABLE).orElseThrow());
        OptionalLong settled = state.settlement(index);
        return dead.property(DeadLetter.LOG).equals(Optional.of(log.origin()))
                && settled.isPresent()
                && log.entry(settled.getAsLong()).is(Entry.Kind.RESUBMITTED)
                && !ExchangeState.answersItself(log.entry(settled.getAsLong()));
    }

    private List<Outgoing> record(String from, String sender, Incoming dead, int attempts, String reason) {
        Glimpse glimpse = glimpse(dead);
        Placed entry = interrupted(sender, glimpse).orElseGet(() -> append(sender, dead, glimpse, attempts));
        Outgoing letter = DeadLetter.of(from, dead, reason, BuriedLetter.properties(entry, log.origin()));
        var answer = Answered.Undeliverable.of(entry, state.buried(entry.index()), log, letter);
        return presenting.present(new Logged(sender, List.of(answer)));
    }

    /** The entry of a burial that was logged, and that the broker has not committed. */
    private Optional<Placed> interrupted(String sender, Glimpse glimpse) {
        OptionalLong before = state.submission(sender, glimpse.digest());
        return before.isPresent() && !state.committed(before.getAsLong())
                ? Optional.of(log.entry(before.getAsLong())).filter(entry -> entry.is(Entry.Kind.UNDELIVERABLE))
                : Optional.empty();
    }

    private Placed append(String sender, Incoming dead, Glimpse glimpse, int attempts) {
        Optional<SubmissionStatement> statement = statement(sender, dead, glimpse);
        return log.append(draft -> List.of(
                        entry(sender, glimpse, statement, attempts, draft.time().toString())))
                .get(0);
    }

    /** What is no record has no entry, but a name all the same. */
    static Map<String, String> noRecord(String queue, Incoming dead) {
        String what = queue + "\n" + dead.id() + "\n" + dead.body().orElse("");
        return Map.of(DeadLetter.ID, HexFormat.of().formatHex(Crypto.sha256(what.getBytes(StandardCharsets.UTF_8))));
    }

    private Glimpse glimpse(Incoming dead) {
        try {
            return records.glimpse(dead);
        } catch (RuntimeException | StackOverflowError unreadable) {
            byte[] body = dead.body().orElse("").getBytes(StandardCharsets.UTF_8);
            return new Glimpse(
                    Base64Url.encode(Crypto.sha256(body)), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private Optional<SubmissionStatement> statement(String sender, Incoming dead, Glimpse glimpse) {
        try {
            return statements.read(sender, dead, glimpse, new ArrayList<>());
        } catch (RuntimeException | StackOverflowError unreadable) {
            return Optional.empty();
        }
    }

    private Entry entry(
            String sender, Glimpse glimpse, Optional<SubmissionStatement> statement, int attempts, String time) {
        ObjectNode members = Json.object().put("time", time).put("provider", sender);
        members.put("submission", glimpse.digest());
        glimpse.jti().ifPresent(jti -> members.put("jti", jti));
        glimpse.record().ifPresent(record -> members.put("record", record));
        glimpse.kid().ifPresent(kid -> members.put("kid", kid));
        OptionalLong before = state.submission(sender, glimpse.digest());
        if (before.isPresent()) {
            // It was logged, and what follows from that could not be carried out.
            log.entry(before.getAsLong()).optional("exchange").ifPresent(id -> members.put("exchange", id));
        } else {
            // The sender's sequence goes on from it.
            statement.ifPresent(held -> members.set("statement", Entries.statement(held)));
        }
        members.put("attempts", attempts).put("later", Undeliverable.LATER);
        return Entry.of(Entry.Kind.UNDELIVERABLE, members.put("reason", UndeliverableReason.FAILED.word()));
    }
}
