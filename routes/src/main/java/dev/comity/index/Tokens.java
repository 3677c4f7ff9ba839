package dev.comity.index;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.envelope.SubjectToken;
import dev.comity.evidence.EvidenceItem;
import dev.comity.log.Entry;
import dev.comity.log.LogEntries;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens of data subjects: the one thing in the index that does not follow from the log, though the log tells which are right. */
final class Tokens {

    private final Connection connection;

    Tokens(Connection connection) {
        this.connection = connection;
    }

    private record Row(long index, int n, SubjectToken subject) {}

    int add(LogEntries log, List<EvidenceItem> items) throws SQLException, IOException {
        int wrong = 0;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into subject(idx, n, token, salt) values(?, ?, ?, ?) on conflict do nothing")) {
            for (EvidenceItem item : items) {
                for (int n = 0; n < item.subjects().size(); n++) {
                    SubjectToken subject = item.subjects().get(n);
                    if (commits(log, new Row(item.index(), n, subject))) {
                        insert.setLong(1, item.index());
                        insert.setInt(2, n);
                        insert.setString(3, subject.token());
                        insert.setString(4, subject.salt());
                        insert.addBatch();
                    } else {
                        wrong++;
                    }
                }
            }
            insert.executeBatch();
        }
        connection.commit();
        return wrong;
    }

    int erase(long from, long to) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from subject where idx in (select idx from entry where at >= ? and at < ?)")) {
            delete.setLong(1, from);
            delete.setLong(2, to);
            int erased = delete.executeUpdate();
            connection.commit();
            return erased;
        }
    }

    int dropWrong(LogEntries log) throws SQLException, IOException {
        List<Row> wrong = new ArrayList<>();
        for (Row row : all()) {
            if (!commits(log, row)) {
                wrong.add(row);
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from subject where idx = ? and n = ?")) {
            for (Row row : wrong) {
                delete.setLong(1, row.index());
                delete.setInt(2, row.n());
                delete.addBatch();
            }
            delete.executeBatch();
        }
        connection.commit();
        return wrong.size();
    }

    private List<Row> all() throws SQLException {
        List<Row> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select idx, n, salt, token from subject order by idx, n");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(new Row(row.getLong(1), row.getInt(2), new SubjectToken(row.getString(3), row.getString(4))));
            }
        }
        return all;
    }

    private static boolean commits(LogEntries log, Row row) throws IOException {
        if (row.index() < 0 || row.index() >= log.size()) {
            return false;
        }
        Entry entry = Entry.parse(log.entry(row.index()));
        return entry.kind() == Entry.Kind.SUBMITTED
                && Optional.ofNullable(entry.json().path("subjects").get(row.n()))
                        .map(JsonNode::asText)
                        .filter(row.subject().commitment()::equals)
                        .isPresent();
    }
}
