package dev.comity.index;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of things that repeat, each written once and named by a number from then on. Numbers follow the order in which the
 * log first shows them, so an index that is made anew has the same.
 */
final class Known {

    private final Connection connection;
    private final String table;
    private final String insert;
    /** By values and paths as they are: their hash costs more than the question, and is asked for new ones alone. */
    private final Map<List<List<String>>, Integer> ids = new HashMap<>();

    /** @param insert takes id and hash, then the values */
    Known(Connection connection, String table, String insert) {
        this.connection = connection;
        this.table = table;
        this.insert = insert;
    }

    void forget() {
        ids.clear();
    }

    /**
     * @param values columns of the table after id and hash
     * @param paths rows of {@code field} that belong to it
     */
    int id(List<String> values, List<String> paths) throws SQLException {
        List<List<String>> thing = List.of(values, paths);
        Integer known = ids.get(thing);
        if (known == null) {
            String hash = hash(values, paths);
            known = find(hash);
            known = known == 0 ? add(hash, values, paths) : known;
            ids.put(thing, known);
        }
        return known;
    }

    private static String hash(List<String> values, List<String> paths) {
        String text = String.join("\n", values) + "\n\n" + String.join("\n", paths);
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private int find(String hash) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from " + table + " where hash = ?")) {
            select.setString(1, hash);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private int add(String hash, List<String> values, List<String> paths) throws SQLException {
        int id = next();
        try (PreparedStatement row = connection.prepareStatement(insert)) {
            row.setInt(1, id);
            row.setString(2, hash);
            for (int i = 0; i < values.size(); i++) {
                row.setString(i + 3, values.get(i));
            }
            row.executeUpdate();
        }
        try (PreparedStatement row = connection.prepareStatement("insert into field(fields, path) values(?, ?)")) {
            for (String path : paths) {
                row.setInt(1, id);
                row.setString(2, path);
                row.addBatch();
            }
            row.executeBatch();
        }
        return id;
    }

    private int next() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(id), 0) + 1 from " + table);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
