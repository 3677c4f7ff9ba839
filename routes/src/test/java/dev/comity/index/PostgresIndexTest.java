package dev.comity.index;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** In a real PostgreSQL, by one setting. */
class PostgresIndexTest extends IndexPromises {

    private static EmbeddedPostgres server;
    private static int databases;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    IndexLocation location() throws Exception {
        String name = "comity" + ++databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), name);
        return IndexLocation.inDatabase(url, "postgres", Map.of("COMITY_INDEX_PASSWORD", "postgres"));
    }
}
