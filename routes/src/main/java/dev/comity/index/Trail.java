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

    private static final char AFTER_HEX = 'g';

    private final Connection connection;

    Trail(Connection connection) {
        this.connection = connection;
    }

    /** Indices of the entries about an exchange, in their order. */
    public List<Long> ofExchange(String exchange) throws SQLException {
        return indices(
                "select idx from entry where xid = ? and exchange = ? order by idx",
                ExchangeStart.of(exchange),
                exchange);
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
        found.addAll(texts(
                "select distinct exchange from entry where xid between ? and ? and exchange >= ? and exchange < ? limit 2",
                ExchangeStart.lowest(start),
                ExchangeStart.highest(start),
                start,
                start + AFTER_HEX));
        found.addAll(texts(
                "select distinct delivery from entry where delivery >= ? and delivery < ? limit 2",
                start,
                start + AFTER_HEX));
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    /** The exchange that a delivery id, a record's {@code jti}, or the digest of a JWS belongs to; empty where there is none. */
    public Optional<String> exchangeOf(String id) throws SQLException {
        return texts(
                        "select exchange from entry where exchange is not null and (delivery = ? or jti = ? or submission = ?)"
                                + " order by idx limit 1",
                        id,
                        id,
                        id)
                .stream()
                .findFirst();
    }

    /** The {@code refused} entries that name this {@code jti} or this digest of a submission, in their order. */
    public List<Long> refusals(String id) throws SQLException {
        List<Long> found = indices("select idx from entry where kind = 'refused' and jti = ? order by idx", id);
        return found.isEmpty()
                ? indices("select idx from entry where kind = 'refused' and submission = ? order by idx", id)
                : found;
    }

    private List<Long> indices(String sql, Object... values) throws SQLException {
        return rows(sql, row -> row.getLong(1), values);
    }

    private List<String> texts(String sql, Object... values) throws SQLException {
        return rows(sql, row -> row.getString(1), values);
    }

    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, Row<T> read, Object... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(read.of(row));
                }
            }
        } finally {
            connection.commit();
        }
        return rows;
    }
}
