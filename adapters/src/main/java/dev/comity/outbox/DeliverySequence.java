package dev.comity.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The hub numbers its deliveries to an agency without gaps, from 1 in each of its logs. They may arrive a little out of order; a
 * number that stays away is a delivery that the hub has left out, or that failed a check here.
 */
public final class DeliverySequence {

    private final AgencyDatabase database;

    public DeliverySequence(AgencyDatabase database) {
        this.database = database;
    }

    /**
     * Numbers that have not come, although later ones have.
     *
     * @param log origin
     * @param since when the first later one came
     */
    public record Gap(String log, long first, long last, Instant since) {

        public long size() {
            return last - first + 1;
        }
    }

    /** Notes in the caller's transaction that a number has come; of one that came before nothing changes. */
    static void arrived(Connection connection, String log, long seq, Instant at) throws SQLException {
        long end = Sql.first(connection, row -> row.getLong(1), "select seq from delivery_end where log = ?", log)
                .orElse(0L);
        if (seq <= end) {
            closeGap(connection, log, seq);
            return;
        }
        if (seq > end + 1) {
            open(connection, new Gap(log, end + 1, seq - 1, at));
        }
        Sql.update(connection, "merge into delivery_end(log, seq) key(log) values(?, ?)", log, seq);
    }

    private static void closeGap(Connection connection, String log, long seq) throws SQLException {
        Optional<Gap> around = gaps(connection, "where log = ? and first <= ? and last >= ?", log, seq, seq).stream()
                .findFirst();
        if (around.isEmpty()) {
            return;
        }
        Gap gap = around.get();
        Sql.update(connection, "delete from delivery_gap where log = ? and first = ?", log, gap.first());
        if (gap.first() < seq) {
            open(connection, new Gap(log, gap.first(), seq - 1, gap.since()));
        }
        if (seq < gap.last()) {
            open(connection, new Gap(log, seq + 1, gap.last(), gap.since()));
        }
    }

    private static void open(Connection connection, Gap gap) throws SQLException {
        Sql.update(
                connection,
                "insert into delivery_gap(log, first, last, since) values(?, ?, ?, ?)",
                gap.log(),
                gap.first(),
                gap.last(),
                OffsetDateTime.ofInstant(gap.since(), ZoneOffset.UTC));
    }

    private static List<Gap> gaps(Connection connection, String condition, Object... values) throws SQLException {
        return Sql.list(
                connection,
                row -> new Gap(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()),
                "select log, first, last, since from delivery_gap " + condition + " order by log, first",
                values);
    }

    /** Everything that has not come, in order. */
    public List<Gap> gaps() throws SQLException {
        return database.read(connection -> gaps(connection, ""));
    }
}
