package dev.comity.outbox;

import dev.comity.crypto.Base64Url;
import dev.comity.envelope.SubjectToken;
import dev.comity.record.RecordTypeId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the envelopes that wait for the hub's answer. */
final class OpenEnvelopes {

    /** Characters of envelopes that are held at once. */
    private static final long TOGETHER = 8L * 1024 * 1024;

    private OpenEnvelopes() {}

    /** In the order in which they were put there; as many as asked for, or fewer where they are long. */
    static List<OutboxEnvelope> list(Connection connection, long fromPosition, int limit) throws SQLException {
        List<OutboxEnvelope> open = new ArrayList<>();
        for (OutboxEnvelope envelope : rows(connection, fromPosition, fitting(connection, fromPosition, limit))) {
            open.add(envelope.with(subjects(connection, envelope.jti())));
        }
        return open;
    }

    /** How many of the next envelopes are held at once: one at least, however long it is. */
    private static int fitting(Connection connection, long fromPosition, int limit) throws SQLException {
        List<Long> lengths = Sql.list(
                connection,
                row -> row.getLong(1),
                "select char_length(compact) from envelope where state = 'open' and position >= ?"
                        + " order by position limit ?",
                fromPosition,
                limit);
        long bytes = 0;
        int fitting = 0;
        while (fitting < lengths.size() && (fitting == 0 || bytes + lengths.get(fitting) <= TOGETHER)) {
            bytes += lengths.get(fitting++);
        }
        return fitting;
    }

    private static List<SubjectToken> subjects(Connection connection, String jti) throws SQLException {
        return Sql.list(
                connection,
                row -> new SubjectToken(Base64Url.encode(row.getBytes(1)), Base64Url.encode(row.getBytes(2))),
                "select salt, token from subject where jti = ? order by n",
                jti);
    }

    private static List<OutboxEnvelope> rows(Connection connection, long fromPosition, int limit) throws SQLException {
        return Sql.list(
                connection,
                OpenEnvelopes::envelope,
                "select jti, position, seq, compact, statement, type, schema_digest, group_id, sealed_at from envelope"
                        + " where state = 'open' and position >= ? order by position limit ?",
                fromPosition,
                limit);
    }

    private static OutboxEnvelope envelope(ResultSet row) throws SQLException {
        return new OutboxEnvelope(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                RecordTypeId.of(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                List.of());
    }
}
