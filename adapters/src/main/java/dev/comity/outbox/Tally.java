package dev.comity.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts that are kept in the same transaction as what they count, so that a status costs nothing. */
enum Tally {
    SENT,
    ACCEPTED,
    REFUSED,
    RECEIVED,
    ACKNOWLEDGED,
    REJECTED;

    void add(Connection connection, long n) throws SQLException {
        String name = name().toLowerCase(Locale.ROOT);
        if (Sql.update(connection, "update tally set n = n + ? where name = ?", n, name) == 0) {
            Sql.update(connection, "insert into tally(name, n) values(?, ?)", name, n);
        }
    }

    static Map<Tally, Long> all(Connection connection) throws SQLException {
        Map<Tally, Long> counts = new TreeMap<>();
        for (Tally tally : values()) {
            counts.put(tally, 0L);
        }
        Sql.list(
                connection,
                row -> counts.put(Tally.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getLong(2)),
                "select name, n from tally");
        return counts;
    }
}
