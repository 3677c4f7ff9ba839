package dev.comity.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;

/**
 * {@code agency.mv.db}, an embedded database that one process holds at a time. Writes are transactions of one connection, one
 * after the other: the sequence of submissions has no gaps, so there is nothing to gain by more. Thread-safe.
 */
public final class AgencyDatabase implements AutoCloseable {

    private static final int VERSION = 1;
    // Results are never reused: within a transaction a reused one does not show what the transaction itself wrote.
    private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=65536"
            + ";QUERY_CACHE_SIZE=64;OPTIMIZE_REUSE_RESULTS=FALSE";

    private final Connection writer;
    private final Connection reader;
    private final Object writing = new Object();
    private final Object reading = new Object();

    private AgencyDatabase(Connection writer, Connection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Steps that belong together. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T in(Connection connection) throws SQLException, E;
    }

    /**
     * Opens the file in this folder, and makes it where it is missing.
     *
     * @throws SQLException if another process holds it, or it cannot be read
     * @throws IOException if it was written by a newer version
     */
    public static AgencyDatabase open(Path folder) throws SQLException, IOException {
        Files.createDirectories(folder);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve("agency") + OPTIONS);
        source.setUser("agency");
        source.setPassword("");
        Connection writer = source.getConnection();
        try {
            prepare(writer);
            writer.setAutoCommit(false);
            return new AgencyDatabase(writer, source.getConnection());
        } catch (SQLException | IOException e) {
            writer.close();
            throw e;
        }
    }

    private static void prepare(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                InputStream schema = AgencyDatabase.class.getResourceAsStream("agency.sql")) {
            statement.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        Optional<Integer> version = Sql.first(connection, row -> row.getInt(1), "select n from meta");
        if (version.isEmpty()) {
            Sql.update(connection, "insert into meta(name, n) values('version', ?)", VERSION);
            version = Optional.of(VERSION);
        }
        if (version.orElse(0) != VERSION) {
            throw new IOException(
                    "agency.mv.db has version %d, and this program reads version %d: use the newer program"
                            .formatted(version.orElse(0), VERSION));
        }
    }

    /** All of it or nothing; durable on return. */
    public <T, E extends Exception> T transaction(Work<T, E> work) throws SQLException, E {
        synchronized (writing) {
            try {
                T result = work.in(writer);
                writer.commit();
                sync();
                return result;
            } finally {
                // After a commit there is nothing to roll back; after a failure everything.
                writer.rollback();
            }
        }
    }

    private void sync() throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("checkpoint sync");
        }
    }

    /** Reads what is committed, without waiting for a write. */
    public <T, E extends Exception> T read(Work<T, E> work) throws SQLException, E {
        synchronized (reading) {
            return work.in(reader);
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (writing) {
            synchronized (reading) {
                reader.close();
                writer.close();
            }
        }
    }
}
