package dev.comity.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The few words that the index keeps about itself. */
final class Meta {

    private final Connection connection;

    Meta(Connection connection) {
        this.connection = connection;
    }

    /** Null if it is not there. */
    String get(String name) throws SQLException {
        return query("select text from meta where name = ?", name);
    }

    /** As {@link #get}; whoever asks next waits for the end of this transaction. */
    String getForUpdate(String name) throws SQLException {
        return query("select text from meta where name = ? for update", name);
    }

    private String query(String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    void put(String name, String text) throws SQLException {
        if (update("update meta set text = ? where name = ?", text, name) == 0) {
            update("insert into meta(text, name) values(?, ?)", text, name);
        }
    }

    void putIfAbsent(String name, String text) throws SQLException {
        update("insert into meta(text, name) values(?, ?) on conflict do nothing", text, name);
    }

    private int update(String sql, String text, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, text);
            statement.setString(2, name);
            return statement.executeUpdate();
        }
    }
}
