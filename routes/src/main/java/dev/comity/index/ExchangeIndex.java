package dev.comity.index;

import dev.comity.crypto.Base64Url;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.EvidenceLine;
import dev.comity.log.LogEntries;
import dev.comity.log.Merkle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The index as its writers see it. It follows the log: each transaction takes in the next entries and how far it has come, so
 * that any number of processes may feed it and none does twice what another did. Not thread-safe.
 */
public final class ExchangeIndex implements AutoCloseable {

    private static final String VERSION = "2";
    /** Another table of entries; terms, fields and subjects are the same. */
    private static final String WITHOUT_XID = "1";

    private static final int TOGETHER = 5_000;

    private final Connection connection;
    private final EntryRows rows;

    private ExchangeIndex(Connection connection) throws SQLException {
        this.connection = connection;
        this.rows = new EntryRows(connection);
    }

    /**
     * Opens it, and makes its tables where they are missing. One of the version before begins anew: only its tokens, which the log cannot
     * give back, stay.
     *
     * @throws SQLException if the database cannot be reached, or holds an index of another version
     */
    public static ExchangeIndex open(IndexLocation location) throws SQLException {
        Connection connection = location.connect();
        try {
            prepare(connection);
            return new ExchangeIndex(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        String[] tables = tables();
        // The first is about the index itself: it says what the others are.
        execute(connection, tables[0]);
        Meta meta = new Meta(connection);
        meta.putIfAbsent("version", VERSION);
        meta.putIfAbsent("applied", "0");
        connection.commit();
        if (WITHOUT_XID.equals(meta.getForUpdate("version"))) {
            upgrade(connection, meta);
        }
        if (!VERSION.equals(meta.get("version"))) {
            throw new SQLException("the index is of another version than " + VERSION + ": use the newer program");
        }
        for (String table : tables) {
            execute(connection, table);
        }
        connection.commit();
    }

    private static String[] tables() throws SQLException {
        try (InputStream tables = ExchangeIndex.class.getResourceAsStream("index.sql")) {
            return new String(tables.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(";");
        } catch (IOException e) {
            throw new SQLException("the tables of the index are missing from this program", e);
        }
    }

    /** In this order, because a crash may come after any of them where the database commits each change of a table by itself. */
    private static void upgrade(Connection connection, Meta meta) throws SQLException {
        meta.put("applied", "0");
        clear(connection, List.of("field", "fields", "terms"));
        execute(connection, "drop table if exists entry");
        meta.put("version", VERSION);
        connection.commit();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Entries taken in, which is the index of the next one. */
    public long applied() throws SQLException {
        long applied = Long.parseLong(new Meta(connection).get("applied"));
        connection.commit();
        return applied;
    }

    /**
     * Takes in what the log has and the index has not: the hub's way, whose log is always the newest. An index of another log, or
     * of one that was cut, begins anew.
     */
    public void follow(LogEntries log) throws SQLException, IOException {
        while (takeIn(log, List.of(), true) == TOGETHER) {
            // until it has come to the end
        }
    }

    /**
     * As {@link #follow}, for whoever reads a log that a hub may have gone on with meanwhile: an index that knows more is left.
     *
     * @throws SQLException also if the index is of another log
     */
    public void catchUp(LogEntries log) throws SQLException, IOException {
        while (takeIn(log, List.of(), false) == TOGETHER) {
            // until it has come to the end
        }
    }

    /** As {@link #follow}, and the tokens of these lines with it. */
    public void feed(LogEntries log, List<EvidenceLine> lines) throws SQLException, IOException {
        takeIn(log, lines, true);
        follow(log);
    }

    private int takeIn(LogEntries log, List<EvidenceLine> lines, boolean mayBeginAnew)
            throws SQLException, IOException {
        try {
            Meta meta = new Meta(connection);
            long applied = Long.parseLong(meta.getForUpdate("applied"));
            if (!mayBeginAnew && applied > log.size()) {
                return 0;
            }
            if (!fits(meta, applied, log)) {
                if (!mayBeginAnew) {
                    throw new SQLException("the index is of another log than the one beside it");
                }
                clear();
                applied = 0;
            }
            int taken = 0;
            long size = log.size();
            rows.begin(applied);
            while (applied < size && taken < TOGETHER) {
                rows.add(applied, IndexedEntry.parse(log.entry(applied)));
                applied++;
                taken++;
            }
            rows.tokens(lines);
            rows.end();
            if (taken > 0) {
                meta.put("origin", log.origin());
                meta.put("leaf", leaf(log, applied));
                meta.put("applied", Long.toString(applied));
            }
            connection.commit();
            return taken;
        } finally {
            // After a commit there is nothing to roll back; after a failure everything.
            connection.rollback();
        }
    }

    private static boolean fits(Meta meta, long applied, LogEntries log) throws SQLException, IOException {
        return applied == 0
                || log.origin().equals(meta.get("origin"))
                        && applied <= log.size()
                        && leaf(log, applied).equals(meta.get("leaf"));
    }

    private static String leaf(LogEntries log, long applied) throws IOException {
        return Base64Url.encode(Merkle.leafHash(log.entry(applied - 1)));
    }

    /**
     * Empties it, so that whoever feeds it makes it anew. Tokens stay, because the log cannot give them back; those that no
     * entry commits to go when the entries come.
     */
    public void reset() throws SQLException {
        new Meta(connection).getForUpdate("applied");
        clear();
        new Meta(connection).put("applied", "0");
        connection.commit();
    }

    private void clear() throws SQLException {
        clear(connection, List.of("entry", "field", "fields", "terms"));
    }

    private static void clear(Connection connection, List<String> tables) throws SQLException {
        for (String table : tables) {
            execute(connection, "delete from " + table);
        }
    }

    /** Adds what evidence says about subjects, after the entries; returns how many tokens no entry commits to, and were left out. */
    public int addTokens(LogEntries log, List<EvidenceItem> items) throws SQLException, IOException {
        return new Tokens(connection).add(log, items);
    }

    /** Removes the tokens of submissions from one time to before another, in seconds of the epoch; returns how many. */
    public int eraseTokens(long from, long to) throws SQLException {
        return new Tokens(connection).erase(from, to);
    }

    /** Removes every token that the log does not commit to; returns how many. */
    public int dropWrongTokens(LogEntries log) throws SQLException, IOException {
        return new Tokens(connection).dropWrong(log);
    }

    /** Where to ask it. */
    public Search search() {
        return new Search(connection);
    }

    /** What it knows of one exchange. */
    public Trail trail() {
        return new Trail(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
