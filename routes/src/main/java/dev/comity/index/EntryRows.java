package dev.comity.index;

import dev.comity.envelope.SubjectToken;
import dev.comity.evidence.EvidenceLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Writes rows, many with one statement. */
final class EntryRows {

    private static final String ENTRY =
            "insert into entry(idx, kind, at, xid, exchange, delivery, provider, jti, submission, terms, fields) values";
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SUBJECT =
            "insert into subject(idx, n, token, salt) values(?, ?, ?, ?) on conflict do nothing";

    /** Rows of one statement: what a statement costs is shared by so many. */
    private static final int TOGETHER = 64;

    private final PreparedStatement many;
    private final PreparedStatement one;
    private final PreparedStatement subjects;
    private final Known terms;
    private final Known fields;
    private final List<Object[]> rows = new ArrayList<>();
    private long expected;

    EntryRows(Connection connection) throws SQLException {
        this.many = connection.prepareStatement(ENTRY + (ROW + ", ").repeat(TOGETHER - 1) + ROW);
        this.one = connection.prepareStatement(ENTRY + ROW);
        this.subjects = connection.prepareStatement(SUBJECT);
        this.terms = new Known(
                connection,
                "terms",
                "insert into terms(id, hash, agreement, digest, provider, consumer, record, purpose, basis_kind,"
                        + " basis_instrument, basis_article) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.fields = new Known(connection, "fields", "insert into fields(id, hash) values(?, ?)");
    }

    /** @param applied if it is not where the last transaction ended, another process wrote meanwhile */
    void begin(long applied) {
        rows.clear();
        if (applied != expected) {
            terms.forget();
            fields.forget();
        }
    }

    void add(long index, IndexedEntry entry) throws SQLException {
        boolean release = entry.isRelease();
        rows.add(new Object[] {
            index,
            entry.kind(),
            entry.at(),
            ExchangeStart.of(entry.exchange()),
            entry.exchange(),
            entry.delivery(),
            entry.provider(),
            entry.jti(),
            entry.submission(),
            release ? terms.id(entry.terms(), List.of()) : null,
            release ? fields.id(List.of(), List.copyOf(new TreeSet<>(entry.paths()))) : null
        });
        if (rows.size() == TOGETHER) {
            for (int row = 0; row < TOGETHER; row++) {
                bind(many, row, rows.get(row));
            }
            many.executeUpdate();
            rows.clear();
        }
        expected = index + 1;
    }

    private static void bind(PreparedStatement statement, int row, Object[] values) throws SQLException {
        int before = row * values.length;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && i >= values.length - 2) {
                statement.setNull(before + i + 1, java.sql.Types.INTEGER);
            } else if (values[i] == null || values[i] instanceof String) {
                statement.setString(before + i + 1, (String) values[i]);
            } else {
                statement.setObject(before + i + 1, values[i]);
            }
        }
    }

    /** A token that is there already stays as it is: an item may come twice. */
    void tokens(List<EvidenceLine> lines) throws SQLException {
        for (EvidenceLine line : lines) {
            int n = 0;
            for (SubjectToken subject : line.subjects()) {
                subjects.setLong(1, line.index());
                subjects.setInt(2, n++);
                subjects.setString(3, subject.token());
                subjects.setString(4, subject.salt());
                subjects.addBatch();
            }
        }
    }

    void end() throws SQLException {
        for (Object[] row : rows) {
            bind(one, 0, row);
            one.addBatch();
        }
        one.executeBatch();
        rows.clear();
        subjects.executeBatch();
    }
}
