package dev.comity.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One table of a database that belongs to an agency, filled row by row. */
final class SourceTable {

    private final Connection connection;
    private final String name;
    private final List<String> columns;

    /** Makes the table where it is missing: a change number that rises, and columns of text. */
    SourceTable(Connection connection, String name, Collection<String> columns) throws SQLException {
        this.connection = connection;
        this.name = name;
        this.columns = List.copyOf(columns);
        String texts = columns.stream().map(c -> ", " + c + " varchar(200)").collect(Collectors.joining());
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists %s(change_no bigint generated always as identity primary key%s)"
                            .formatted(name, texts));
        }
    }

    long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + name)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Adds rows in one transaction; nothing of them is there if it fails. */
    void insert(List<Map<String, String>> rows) throws SQLException {
        String marks = columns.stream().map(c -> "?").collect(Collectors.joining(", "));
        String sql = "insert into %s(%s) values(%s)".formatted(name, String.join(", ", columns), marks);
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map<String, String> row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setString(i + 1, row.get(columns.get(i)));
                }
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
