package dev.comity.index;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One question to the index: each condition narrows it, and what is left are deliveries, the newest first. */
public final class Search {

    private static final String COLUMNS = "select e.idx, e.at, e.exchange, e.delivery, e.fields, t.agreement, t.digest,"
            + " t.provider, t.consumer, t.record, t.purpose, t.basis_kind, t.basis_instrument, t.basis_article";
    private static final String FROM = " from entry e join terms t on t.id = e.terms where e.kind = 'released'";

    private final Connection connection;
    private final StringBuilder where = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private final Map<Integer, List<String>> fields = new HashMap<>();

    Search(Connection connection) {
        this.connection = connection;
    }

    public Search exchange(Optional<String> id) {
        return id.map(one -> and("e.xid = ? and e.exchange = ?", ExchangeStart.of(one), one))
                .orElse(this);
    }

    public Search delivery(Optional<String> id) {
        return equal("e.delivery", id);
    }

    public Search consumer(Optional<String> agency) {
        return equal("t.consumer", agency);
    }

    public Search provider(Optional<String> agency) {
        return equal("t.provider", agency);
    }

    /** On either side. */
    public Search agency(Optional<String> agency) {
        return agency.map(slug -> and("(t.provider = ? or t.consumer = ?)", slug, slug))
                .orElse(this);
    }

    public Search record(Optional<String> type) {
        return equal("t.record", type);
    }

    public Search agreement(Optional<String> id) {
        return equal("t.agreement", id);
    }

    public Search purpose(Optional<String> code) {
        return equal("t.purpose", code);
    }

    /** The kind of basis, or a part of its instrument's name. */
    public Search basis(Optional<String> words) {
        return words.map(w -> and(
                        "(t.basis_kind = ? or t.basis_instrument like ? escape '!')",
                        w,
                        "%" + w.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"))
                .orElse(this);
    }

    public Search since(Optional<Instant> time) {
        return time.map(t -> and("e.at >= ?", t.getEpochSecond())).orElse(this);
    }

    public Search until(Optional<Instant> time) {
        return time.map(t -> and("e.at < ?", t.getEpochSecond())).orElse(this);
    }

    /** A released field, or the object or list that it is part of. */
    public Search field(Optional<String> path) {
        return path.map(p -> and(
                        "e.fields in (select f.fields from field f where f.path = ? or f.path like ? escape '!'"
                                + " or f.path like ? escape '!')",
                        p,
                        escaped(p) + ".%",
                        escaped(p) + "[]%"))
                .orElse(this);
    }

    private static String escaped(String path) {
        return path.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** The token as the provider computed it; there is no search by a name or number. */
    public Search subject(Optional<String> token) {
        return token.map(t -> and(
                        "e.xid in (select s.xid from subject u join entry s on s.idx = u.idx where u.token = ?)"
                                + " and e.exchange in"
                                + " (select s.exchange from subject u join entry s on s.idx = u.idx where u.token = ?)",
                        t,
                        t))
                .orElse(this);
    }

    private Search equal(String column, Optional<String> value) {
        return value.map(v -> and(column + " = ?", v)).orElse(this);
    }

    private Search and(String condition, Object... more) {
        where.append(" and ").append(condition);
        values.addAll(List.of(more));
        return this;
    }

    public long count() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*)" + FROM + where)) {
            bind(select);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } finally {
            connection.commit();
        }
    }

    /** @param limit at most so many */
    public void forEach(long limit, Consumer<Found> visitor) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + FROM + where + " order by e.idx desc limit " + limit)) {
            select.setFetchSize(1_000);
            bind(select);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    visitor.accept(found(row));
                }
            }
        } finally {
            connection.commit();
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getLong(1),
                Instant.ofEpochSecond(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                fields(row.getInt(5)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                new Basis(row.getString(12), row.getString(13), row.getString(14)));
    }

    private List<String> fields(int id) throws SQLException {
        List<String> known = fields.get(id);
        if (known == null) {
            known = strings("select path from field where fields = " + id);
            fields.put(id, known);
        }
        return known;
    }

    /** Every path that any delivery released. */
    public List<String> releasedPaths() throws SQLException {
        return strings("select distinct path from field");
    }

    /** Every agency that gave or got something. */
    public List<String> agencies() throws SQLException {
        return strings("select provider from terms union select consumer from terms");
    }

    private List<String> strings(String sql) throws SQLException {
        TreeSet<String> found = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return List.copyOf(found);
    }

    /** On what ground something was released. */
    public record Basis(String kind, String instrument, String article) {}

    /**
     * One delivery.
     *
     * @param index of its {@code released} entry
     * @param fields that it released, sorted
     */
    public record Found(
            long index,
            Instant time,
            String exchange,
            String delivery,
            List<String> fields,
            String agreement,
            String agreementDigest,
            String provider,
            String consumer,
            String record,
            String purpose,
            Basis basis) {

        /** As machines get it; without the command that leads to its proof. */
        public ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("exchange", exchange)
                    .put("delivery", delivery)
                    .put("time", time.toString())
                    .put("provider", provider)
                    .put("consumer", consumer)
                    .put("record", record)
                    .put("agreement", agreement)
                    .put("agreementDigest", agreementDigest)
                    .put("purpose", purpose);
            json.putObject("basis")
                    .put("kind", basis.kind)
                    .put("instrument", basis.instrument)
                    .put("article", basis.article);
            ArrayNode released = json.putArray("released");
            fields.forEach(released::add);
            return json.put("index", index);
        }
    }
}
