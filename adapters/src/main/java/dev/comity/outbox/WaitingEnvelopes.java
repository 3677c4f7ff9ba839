package dev.comity.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.envelope.Receipt;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Envelopes whose agreement was not in force at the hub, until they are sealed again or their refusal stands. Of a record that has
 * an envelope of its own for an agreement, the whole record is kept until every envelope has its answer.
 */
public final class WaitingEnvelopes {

    private final AgencyDatabase database;
    private final Outbox outbox;

    public WaitingEnvelopes(AgencyDatabase database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Keeps a record in the transaction that puts its envelopes into the outbox. */
    static void keep(Connection connection, long record, WholeRecord whole) throws SQLException {
        Sql.update(
                connection,
                "insert into whole(record, type, body, attempts) values(?, ?, ?, 0)",
                record,
                whole.type().toString(),
                Json.text(whole.body()));
    }

    /** Whether a refusal is one that sealing again can mend: the agreement that the envelope is bound to is not in force. */
    static boolean isMendable(Receipt receipt) {
        return !receipt.accepted()
                && receipt.reasons().stream().allMatch(WaitingEnvelopes::saysThatTheBindingIsNotInForce);
    }

    private static boolean saysThatTheBindingIsNotInForce(Refusal reason) {
        return reason.code() == RefusalCode.AGREEMENT_NOT_IN_FORCE
                && reason.path().equals("agreement");
    }

    /** Lets an envelope wait in place of refusing it. @return whether it does: not where its record is not kept */
    static boolean letWait(Connection connection, String jti, long record) throws SQLException {
        int kept = Sql.update(connection, "update whole set attempts = attempts + 1 where record = ?", record);
        return kept > 0
                && Sql.update(
                                connection,
                                "update envelope set state = 'waiting', compact = null, code = ?, path = 'agreement'"
                                        + " where jti = ? and agreement is not null",
                                RefusalCode.AGREEMENT_NOT_IN_FORCE.code(),
                                jti)
                        > 0;
    }

    /** Forgets the whole record once nothing of it is under way. */
    static void forget(Connection connection, long record) throws SQLException {
        Sql.update(
                connection,
                "delete from whole where record = ? and not exists"
                        + " (select 1 from envelope where record = ? and state in ('open', 'waiting'))",
                record,
                record);
    }

    /** Those that wait, oldest first. */
    public List<WaitingEnvelope> list() throws SQLException {
        return database.read(
                connection -> Sql.list(
                        connection,
                        this::waiting,
                        "select e.jti, e.record, w.type, w.body, e.agreement, w.attempts, e.sealed_at,"
                                + " (select min(f.sealed_at) from envelope f where f.record = e.record)"
                                + " from envelope e join whole w on w.record = e.record where e.state = 'waiting' order by e.position"));
    }

    private WaitingEnvelope waiting(ResultSet row) throws SQLException {
        return new WaitingEnvelope(
                row.getString(1),
                row.getLong(2),
                RecordTypeId.of(row.getString(3)),
                parsed(row.getString(4)),
                row.getString(5),
                row.getInt(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getObject(8, OffsetDateTime.class).toInstant());
    }

    private static ObjectNode parsed(String body) {
        try {
            return Json.parseObject(body.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson e) {
            throw new IllegalStateException("what the outbox wrote is no JSON", e);
        }
    }

    /** The refused envelope stays refused, and another one for the same record goes on its way. */
    public void replace(WaitingEnvelope waiting, Draft draft) throws SQLException {
        database.transaction(connection -> {
            refuse(connection, waiting);
            outbox.add(connection, waiting.outboxRecord(), draft);
            return null;
        });
    }

    /** The refusal stands. */
    public void giveUp(WaitingEnvelope waiting) throws SQLException {
        database.transaction(connection -> {
            refuse(connection, waiting);
            Outbox.refuse(connection, waiting.outboxRecord(), RefusalCode.AGREEMENT_NOT_IN_FORCE.code(), "agreement");
            forget(connection, waiting.outboxRecord());
            return null;
        });
    }

    private static void refuse(Connection connection, WaitingEnvelope waiting) throws SQLException {
        Sql.update(connection, "update envelope set state = 'refused' where jti = ?", waiting.jti());
    }
}
