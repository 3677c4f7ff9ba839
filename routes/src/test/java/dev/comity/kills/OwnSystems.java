package dev.comity.kills;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.h2.tools.Server;

/**
 * The agencies' own systems: one table that the provider's adapter reads, and one for each consumer into which its adapter writes.
 * They belong to this process, so that a kill of an agency does not touch them.
 */
final class OwnSystems implements AutoCloseable {

    private static final int TRANSACTIONS = 24;

    private final Server server;
    private final Connection connection;
    private final int[] changes = new int[TRANSACTIONS];
    private final UUID[] ids = new UUID[TRANSACTIONS];
    private final Random random;
    private long written;

    private OwnSystems(Server server, Connection connection, long seed) {
        this.server = server;
        this.connection = connection;
        this.random = new Random(seed);
        for (int i = 0; i < TRANSACTIONS; i++) {
            ids[i] = new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
        }
    }

    static OwnSystems start(long seed, List<String> consumers) throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        Connection connection = DriverManager.getConnection(url(server), "sa", "");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table transfer(change_no bigint generated always as identity primary key,"
                    + " transaction_id varchar(36) not null, n int not null)");
            for (String consumer : consumers) {
                statement.execute(
                        "create table %s(place bigint generated always as identity, delivery varchar(64) primary key,"
                                        .formatted(KillCity.table(consumer))
                                + " body varchar(20000) not null, handovers int not null)");
            }
        }
        return new OwnSystems(server, connection, seed);
    }

    private static String url(Server server) {
        return "jdbc:h2:tcp://127.0.0.1:%d/mem:systems;DB_CLOSE_DELAY=-1".formatted(server.getPort());
    }

    String url() {
        return url(server);
    }

    /** Something changes in the provider's system. */
    synchronized void change(int rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into transfer(transaction_id, n) values(?, ?)")) {
            for (int i = 0; i < rows; i++) {
                int which = random.nextInt(TRANSACTIONS);
                insert.setString(1, ids[which].toString());
                insert.setInt(2, ++changes[which]);
                insert.addBatch();
            }
            insert.executeBatch();
            written += rows;
        }
    }

    synchronized long written() {
        return written;
    }

    /** How many changes each transaction has had: change n of a transaction is its n-th record. */
    synchronized int changesOf(String transaction) {
        for (int i = 0; i < TRANSACTIONS; i++) {
            if (ids[i].toString().equals(transaction)) {
                return changes[i];
            }
        }
        return 0;
    }

    /** What a consumer's system holds. @param handovers how often it was handed over */
    record Arrival(String delivery, String transaction, int n, int handovers) {}

    synchronized long arrived(String consumer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + KillCity.table(consumer))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** In the order in which they came first. */
    synchronized List<Arrival> arrivals(String consumer) throws SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select delivery, body, handovers from %s order by place"
                        .formatted(KillCity.table(consumer)))) {
            while (row.next()) {
                JsonNode body = parsed(row.getString(2));
                arrivals.add(new Arrival(
                        row.getString(1),
                        body.path("transactionId").asText(),
                        Integer.parseInt(
                                body.path("address").path("primaryName").asText("0")),
                        row.getInt(3)));
            }
        }
        return arrivals;
    }

    /** From now on a consumer's system refuses what is about one transaction. @return that transaction */
    synchronized String refuse(String consumer) throws SQLException {
        String transaction = ids[0].toString();
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table %s add constraint refusing check (body not like '%%%s%%') nocheck"
                    .formatted(KillCity.table(consumer), transaction));
        }
        return transaction;
    }

    synchronized void takeAgain(String consumer) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table %s drop constraint refusing".formatted(KillCity.table(consumer)));
        }
    }

    synchronized List<String> deliveries(String consumer) throws SQLException {
        List<String> deliveries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select delivery from " + KillCity.table(consumer))) {
            while (row.next()) {
                deliveries.add(row.getString(1));
            }
        }
        return deliveries;
    }

    private static JsonNode parsed(String body) throws SQLException {
        try {
            return Json.parse(body);
        } catch (MalformedJson e) {
            throw new SQLException("a sink wrote something else than the opened record", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.stop();
    }
}
