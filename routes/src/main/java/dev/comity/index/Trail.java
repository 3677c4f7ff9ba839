package dev.comity.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which entries of the log tell of one exchange. */
public final class Trail {

    private final Connection connection;

    Trail(Connection connection) {
        this.connection = connection;
    }

    /** Indices of the entries about an exchange, in their order. */
    public List<Long> ofExchange(String exchange) throws SQLException {
        return indices("select idx from entry where exchange = ? order by idx", exchange);
    }

    /**
     * The exchange or delivery id that begins like this; empty where none does or several do.
     *
     * @param start 12 characters of hex or more
     */
    public Optional<String> completed(String start) throws SQLException {
        if (!start.matches("[0-9a-f]{12,63}")) {
            return Optional.empty();
        }
        Set<String> found = new TreeSet<>();
        for (String column : List.of("exchange", "delivery")) {
            String sql = "select distinct %1$s from entry where %1$s >= ? and %1$s < ? limit 2".formatted(column);
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, start);
                select.setString(2, start + "g"); // the character after the last of hex
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            } finally {
                connection.commit();
            }
        }
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    /** The exchange that a delivery id, a record's {@code jti}, or the digest of a JWS belongs to; empty where there is none. */
    public Optional<String> exchangeOf(String id) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select exchange from entry where exchange is not null and (delivery = ? or jti = ? or submission = ?)"
                        + " order by idx limit 1")) {
            for (int i = 1; i <= 3; i++) {
                select.setString(i, id);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        } finally {
            connection.commit();
        }
        return found.stream().findFirst();
    }

    /** The {@code refused} entries that name this {@code jti} or this digest of a submission, in their order. */
    public List<Long> refusals(String id) throws SQLException {
        List<Long> found = indices("select idx from entry where kind = 'refused' and jti = ? order by idx", id);
        return found.isEmpty()
                ? indices("select idx from entry where kind = 'refused' and submission = ? order by idx", id)
                : found;
    }

    private List<Long> indices(String sql, String id) throws SQLException {
        List<Long> indices = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    indices.add(row.getLong(1));
                }
            }
        } finally {
            connection.commit();
        }
        return indices;
    }
}
