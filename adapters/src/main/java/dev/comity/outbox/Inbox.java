package dev.comity.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries that the agency has stored, each once, with the acknowledgement that answers it and every repeat of it. */
public final class Inbox {

    private final AgencyDatabase database;

    public Inbox(AgencyDatabase database) {
        this.database = database;
    }

    /**
     * A delivery that is stored.
     *
     * @param acknowledgement compact form, signed
     * @param log origin of the log in whose sequence of deliveries it stands
     * @param seq its number there
     */
    public record Taken(
            String delivery, String provider, String type, String acknowledgement, Instant at, String log, long seq) {}

    /** The acknowledgement of a delivery that was taken before. */
    public Optional<String> acknowledgementOf(String delivery) throws SQLException {
        return database.read(connection -> Sql.first(
                connection, row -> row.getString(1), "select acknowledgement from inbox where delivery = ?", delivery));
    }

    /** Remembers deliveries; those that are there already stay as they are. */
    public void take(List<Taken> deliveries) throws SQLException {
        if (deliveries.isEmpty()) {
            return;
        }
        database.transaction(connection -> {
            long fresh = 0;
            for (Taken taken : deliveries) {
                fresh += insert(connection, taken);
            }
            Tally.RECEIVED.add(connection, fresh);
            return fresh;
        });
    }

    /** As {@link #take}, in the caller's transaction. */
    static void takeOne(Connection connection, Taken taken) throws SQLException {
        Tally.RECEIVED.add(connection, insert(connection, taken));
    }

    private static int insert(Connection connection, Taken taken) throws SQLException {
        if (Sql.first(connection, row -> true, "select 1 from inbox where delivery = ?", taken.delivery())
                .isPresent()) {
            return 0;
        }
        DeliverySequence.arrived(connection, taken.log(), taken.seq(), taken.at());
        return Sql.update(
                connection,
                "insert into inbox(delivery, provider, type, acknowledgement, acknowledged, taken_at, log, seq)"
                        + " values(?, ?, ?, ?, false, ?, ?, ?)",
                taken.delivery(),
                taken.provider(),
                taken.type(),
                taken.acknowledgement(),
                OffsetDateTime.ofInstant(taken.at(), ZoneOffset.UTC),
                taken.log(),
                taken.seq());
    }

    /** The hub's broker has taken these acknowledgements. */
    public void acknowledged(Collection<String> deliveries) throws SQLException {
        if (deliveries.isEmpty()) {
            return;
        }
        database.transaction(connection -> {
            long fresh = 0;
            for (String delivery : deliveries) {
                fresh += Sql.update(
                        connection,
                        "update inbox set acknowledged = true where delivery = ? and not acknowledged",
                        delivery);
            }
            Tally.ACKNOWLEDGED.add(connection, fresh);
            return fresh;
        });
    }

    /** Delivery and acknowledgement of what was stored while it is not known that the broker took the acknowledgement. */
    public Map<String, String> unacknowledged() throws SQLException {
        Map<String, String> open = new LinkedHashMap<>();
        database.read(connection -> Sql.list(
                connection,
                row -> open.put(row.getString(1), row.getString(2)),
                "select delivery, acknowledgement from inbox where not acknowledged order by taken_at"));
        return open;
    }

    /** A message from the hub failed a check and was kept aside. */
    public void rejected() throws SQLException {
        database.transaction(connection -> {
            Tally.REJECTED.add(connection, 1);
            return null;
        });
    }
}
