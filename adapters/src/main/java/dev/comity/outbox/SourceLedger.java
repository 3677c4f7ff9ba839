package dev.comity.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was read from which source, and what became of it: so that nothing is sent twice and every item is accounted for. Methods
 * with a connection belong to the caller's transaction.
 */
public final class SourceLedger {

    private final AgencyDatabase database;

    public SourceLedger(AgencyDatabase database) {
        this.database = database;
    }

    /** A line as it stood when it was last read. */
    public record KnownLine(String digest, Outcome outcome) {}

    /** Every line of this file that was read before, by its number. */
    public Map<Long, KnownLine> lines(String adapter, String file) throws SQLException {
        Map<Long, KnownLine> known = new HashMap<>();
        database.read(connection -> Sql.list(
                connection,
                row -> known.put(row.getLong(1), new KnownLine(row.getString(2), Outcome.of(row.getString(3)))),
                "select place, digest, outcome from line where adapter = ? and name = ?",
                adapter,
                file));
        return known;
    }

    /** The highest change number read so far; 0 if nothing was. */
    public long mark(String adapter) throws SQLException {
        return database.read(connection -> markIn(connection, adapter)).orElse(0);
    }

    private static OptionalLong markIn(Connection connection, String adapter) throws SQLException {
        Optional<Long> mark =
                Sql.first(connection, row -> row.getLong(1), "select mark from mark where adapter = ?", adapter);
        return mark.isPresent() ? OptionalLong.of(mark.get()) : OptionalLong.empty();
    }

    public void moveMark(Connection connection, String adapter, long mark) throws SQLException {
        Sql.update(connection, "merge into mark(adapter, mark) key(adapter) values(?, ?)", adapter, mark);
    }

    /** Whether a line was handled before together with everything before it, in a file of any name. */
    public boolean wasFed(Connection connection, String adapter, String chain) throws SQLException {
        return Sql.first(connection, row -> true, "select 1 from fed where adapter = ? and chain = ?", adapter, chain)
                .isPresent();
    }

    public void fed(Connection connection, String adapter, String chain) throws SQLException {
        Sql.update(connection, "merge into fed(adapter, chain) key(adapter, chain) values(?, ?)", adapter, chain);
    }

    /** Whether the last thing sent for this key said the same. */
    public boolean saysTheSame(Connection connection, String adapter, String key, String digest) throws SQLException {
        return Sql.first(
                        connection,
                        row -> row.getString(1),
                        "select digest from last_sent where adapter = ? and item_key = ?",
                        adapter,
                        key)
                .filter(digest::equals)
                .isPresent();
    }

    public void sent(Connection connection, String adapter, String key, String digest) throws SQLException {
        Sql.update(
                connection,
                "merge into last_sent(adapter, item_key, digest) key(adapter, item_key) values(?, ?, ?)",
                adapter,
                key,
                digest);
    }

    /** Counts a file that was read, with or without lines. @param listed whether it is one of the files of the status */
    public void file(Connection connection, String adapter, String file, boolean listed) throws SQLException {
        row(connection, adapter, file, listed);
    }

    /** Counts a row or object. */
    public void item(Connection connection, String adapter, Outcome outcome) throws SQLException {
        row(connection, adapter, "", false);
        count(connection, adapter, "", outcome, 1);
    }

    /**
     * Counts a line as it was read now. Where something stood before that could not be sent, as a half of this line, that does not
     * count any more; what was handled there stays counted.
     */
    public void line(
            Connection connection,
            String adapter,
            String file,
            long place,
            String digest,
            Outcome outcome,
            Optional<KnownLine> before)
            throws SQLException {
        Sql.update(
                connection,
                "merge into line(adapter, name, place, digest, outcome) key(adapter, name, place) values(?, ?, ?, ?, ?)",
                adapter,
                file,
                place,
                digest,
                outcome.code());
        if (before.filter(line -> line.outcome() == Outcome.NOT_SENDABLE).isPresent()) {
            count(connection, adapter, file, before.get().outcome(), -1);
        }
        count(connection, adapter, file, outcome, 1);
    }

    private static void row(Connection connection, String adapter, String name, boolean file) throws SQLException {
        Optional<Boolean> known = Sql.first(
                connection, row -> true, "select 1 from source where adapter = ? and name = ?", adapter, name);
        if (known.isEmpty()) {
            Sql.update(
                    connection,
                    "insert into source(adapter, name, is_file, lines, sent, repeated, not_sendable)"
                            + " values(?, ?, ?, 0, 0, 0, 0)",
                    adapter,
                    name,
                    file);
        }
    }

    private static void count(Connection connection, String adapter, String name, Outcome outcome, int n)
            throws SQLException {
        Sql.update(
                connection,
                "update source set lines = lines + ?, %1$s = %1$s + ? where adapter = ? and name = ?"
                        .formatted(outcome.column()),
                n,
                n,
                adapter,
                name);
    }

    /** What one source brought. @param name of a file; empty for rows and objects */
    public record SourceCount(
            String adapter, String name, boolean file, long lines, long sent, long repeated, long notSendable) {}

    /** Every source that was read, by adapter and name. */
    public List<SourceCount> counts() throws SQLException {
        return database.read(
                connection -> Sql.list(
                        connection,
                        row -> new SourceCount(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7)),
                        "select adapter, name, is_file, lines, sent, repeated, not_sendable from source order by adapter, name"));
    }
}
