package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.batch.Burial;
import dev.comity.batch.Incoming;
import dev.comity.batch.Outgoing;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells a sender that its message could not be processed, after that is logged: nothing that was sent ends without an answer. The
 * message may be what nobody thought of, so as little as possible of it is looked at.
 */
final class DeadLetterNotices implements Burial {

    private static final String IN = Wire.in("");

    private final RecordIntake records;
    private final StatementCheck statements;
    private final ExchangeLog log;
    private final ExchangeState state;
    private final Presenting presenting;

    DeadLetterNotices(
            RecordIntake records,
            StatementCheck statements,
            ExchangeLog log,
            ExchangeState state,
            Presenting presenting) {
        this.records = records;
        this.statements = statements;
        this.log = log;
        this.state = state;
        this.presenting = presenting;
    }

    @Override
    public List<Outgoing> notices(String queue, Incoming dead, int attempts) {
        if (!queue.startsWith(IN)) {
            return List.of();
        }
        String sender = queue.substring(IN.length());
        Glimpse glimpse = glimpse(dead);
        Optional<SubmissionStatement> statement = statement(sender, dead, glimpse);
        List<Placed> placed = log.append(draft ->
                List.of(entry(sender, glimpse, statement, attempts, draft.time().toString())));
        return presenting.present(new Logged(sender, List.of(new Answered.Undeliverable(placed.get(0)))));
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
        return Entry.of(
                Entry.Kind.UNDELIVERABLE, members.put("attempts", attempts).put("later", Undeliverable.LATER));
    }
}
