package dev.comity.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Deliveries that the agency's own system did not take, and those behind them about the same thing, in the order in which they came.
 * They are durable here, so the broker may forget them; they are acknowledged when the agency's system has them. Thread-safe.
 */
public final class HeldDeliveries {

    private final AgencyDatabase database;

    public HeldDeliveries(AgencyDatabase database) {
        this.database = database;
    }

    /** The first of a group. @param id in the order of coming */
    public record First(long id, String group) {}

    /** Keeps deliveries; those that are there already stay as they are. Durable on return. */
    public void put(List<HeldDelivery> deliveries) throws SQLException {
        if (deliveries.isEmpty()) {
            return;
        }
        database.transaction(connection -> {
            for (HeldDelivery delivery : deliveries) {
                put(connection, delivery);
            }
            return null;
        });
    }

    private static void put(Connection connection, HeldDelivery held) throws SQLException {
        Inbox.Taken taken = held.taken();
        if (holds(connection, taken.delivery())) {
            return;
        }
        // It has come, although nobody has it yet: of the hub's deliveries none is missing.
        DeliverySequence.arrived(connection, taken.log(), taken.seq(), taken.at());
        Sql.update(
                connection,
                "insert into held(delivery, group_id, type, record, headers, provider, acknowledgement, held_at, log, seq)"
                        + " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                taken.delivery(),
                held.group(),
                held.type(),
                held.record(),
                Json.text(Json.object().setAll(texts(held.headers()))),
                taken.provider(),
                taken.acknowledgement(),
                OffsetDateTime.ofInstant(taken.at(), ZoneOffset.UTC),
                taken.log(),
                taken.seq());
    }

    private static ObjectNode texts(Map<String, String> headers) {
        ObjectNode json = Json.object();
        new TreeMap<>(headers).forEach(json::put);
        return json;
    }

    public boolean holds(String delivery) throws SQLException {
        return database.read(connection -> holds(connection, delivery));
    }

    private static boolean holds(Connection connection, String delivery) throws SQLException {
        return Sql.first(connection, row -> true, "select 1 from held where delivery = ?", delivery)
                .isPresent();
    }

    /** Whether something of this group waits, so that what comes now must wait behind it. */
    public boolean hasGroup(String group) throws SQLException {
        return database.read(
                connection -> Sql.first(connection, row -> true, "select 1 from held where group_id = ? limit 1", group)
                        .isPresent());
    }

    public long count() throws SQLException {
        return database.read(connection -> Sql.first(connection, row -> row.getLong(1), "select count(*) from held")
                .orElse(0L));
    }

    /** The one of each group whose turn it is, oldest first. */
    public List<First> firsts() throws SQLException {
        return database.read(connection -> Sql.list(
                connection,
                row -> new First(row.getLong(1), row.getString(2)),
                "select min(id), group_id from held group by group_id order by 1"));
    }

    /** Empty if it is gone. */
    public Optional<HeldDelivery> find(First first) throws SQLException {
        return database.read(connection -> Sql.first(
                connection,
                HeldDeliveries::held,
                "select group_id, type, record, headers, delivery, provider, acknowledgement, held_at, log, seq from held"
                        + " where id = ?",
                first.id()));
    }

    private static HeldDelivery held(ResultSet row) throws SQLException {
        return new HeldDelivery(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                headers(row.getString(4)),
                new Inbox.Taken(
                        row.getString(5),
                        row.getString(6),
                        row.getString(2),
                        row.getString(7),
                        row.getObject(8, OffsetDateTime.class).toInstant(),
                        row.getString(9),
                        row.getLong(10)));
    }

    private static Map<String, String> headers(String json) {
        try {
            Map<String, String> headers = new TreeMap<>();
            Json.parseObject(json.getBytes(StandardCharsets.UTF_8))
                    .properties()
                    .forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
            return headers;
        } catch (MalformedJson e) {
            throw new IllegalStateException("what the agency's database wrote is no JSON", e);
        }
    }

    /** The agency's system has it: the inbox knows it from now on, and the next of its group has its turn. */
    public void handedOver(First first, Inbox.Taken taken) throws SQLException {
        database.transaction(connection -> {
            Inbox.takeOne(connection, taken);
            return Sql.update(connection, "delete from held where id = ?", first.id());
        });
    }
}
