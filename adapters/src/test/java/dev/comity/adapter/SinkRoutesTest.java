package dev.comity.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped sinks against what they are made for: a database, files, an HTTP server. Handed over twice is stored once. */
class SinkRoutesTest {
    /** As long as a delivery's id is. */
    private static final String DELIVERY = "d1".repeat(32);

    private static final Path ADAPTERS = Path.of(System.getProperty("comity.home"), "adapters");

    @TempDir
    Path folder;

    private AdapterRoutes run(String id, Map<String, String> parameters) throws Exception {
        List<Problem> problems = new ArrayList<>();
        AdapterFolder adapter = AdapterFolder.load(ADAPTERS.resolve(id), problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
        return AdapterRoutes.start(adapter.agency(), folder, List.of(adapter), parameters, new NothingTaken());
    }

    private static void hand(AdapterRoutes routes, String type, String delivery, String json) throws Exception {
        routes.opened(
                RecordTypeId.of(type),
                json,
                Map.of(
                        "comityProvider", "some-agency",
                        "comityPurpose", "record-management",
                        "comityAgreement", "some-agreement",
                        "comityObligations", "",
                        "comityDelivery", delivery,
                        "comityRecord", type));
    }

    private static String death(String day) {
        return """
                {"recordId":"019c0000-0000-7000-8000-000000000001","deceasedResidentId":"990000195001010019","name":"买买提·样",
                 "deathDate":"%s","evidenceLevel":"cremation"}""".formatted(day);
    }

    @Test
    void aTableHoldsTheNewestStateOfEachPersonHoweverOftenADeliveryComes() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Connection connection = postgres.getPostgresDatabase().getConnection();
                AdapterRoutes routes = run("housing/deaths-table", tables(postgres, connection))) {
            hand(routes, "death-registration/1", DELIVERY, death("2026-03-01"));
            hand(routes, "death-registration/1", "D2", death("2026-03-02"));

            hand(routes, "death-registration/1", DELIVERY, death("2026-03-01"));

            ResultSet rows = connection
                    .createStatement()
                    .executeQuery("select name, died_on, delivery, count(*) over () from deceased_tenant");
            rows.next();
            assertThat(List.of(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)))
                    .containsExactly("买买提·样", "2026-03-02", "D2", "1");
        }
    }

    private static Map<String, String> tables(EmbeddedPostgres postgres, Connection connection) throws Exception {
        connection
                .createStatement()
                .execute(Files.readString(ADAPTERS.resolve("housing/deaths-table/files/tables.sql")));
        return Map.of(
                "housing/deaths-table.jdbcUrl",
                postgres.getJdbcUrl("postgres", "postgres"),
                "housing/deaths-table.jdbcUser",
                "postgres");
    }

    @Test
    void aCsvFileADeliveryHoldsWhatWasReleasedAndNothingElse() throws Exception {
        try (AdapterRoutes routes = run("statistics/cards-csv", Map.of())) {
            hand(
                    routes,
                    "transit-concession-card/1",
                    DELIVERY,
                    "{\"concession\":\"senior, \\\"60\\\"\",\"status\":\"active\"}");
            hand(
                    routes,
                    "transit-concession-card/1",
                    DELIVERY,
                    "{\"concession\":\"senior, \\\"60\\\"\",\"status\":\"active\"}");
        }

        try (var files = Files.list(folder.resolve("source/cards"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(Files.readString(folder.resolve("source/cards/" + DELIVERY + ".csv")))
                .isEqualTo("concession,issuedYear,status\r\n\"senior, \"\"60\"\"\",,active\r\n");
    }

    @Test
    void aPushIsTriedAgainWhereAPauseCanMendItAndTellsWhereItCannot() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(503, 429, 200, 400);
                AdapterRoutes routes = run(
                        "civil-affairs/cards-push",
                        Map.of(
                                "civil-affairs/cards-push.url",
                                server.url("/cards"),
                                "civil-affairs/cards-push.firstDelayMillis",
                                "10"))) {
            hand(routes, "transit-concession-card/1", DELIVERY, "{\"status\":\"active\"}");
            assertThat(server.requests())
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request.line()).isEqualTo("PUT /cards/" + DELIVERY))
                    .allSatisfy(request ->
                            assertThat(request.header("Idempotency-Key")).isEqualTo(DELIVERY));

            assertThatThrownBy(() -> hand(routes, "transit-concession-card/1", "D2", "{\"status\":\"active\"}"))
                    .hasMessageContaining("400");
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void aWebhookGetsAnEventThatItsReceiverCanVerifyAndKnowAgain() throws Exception {
        String secret = "dGhpcy1pcy1hLXNlY3JldC1mb3ItdGVzdHMtb25seQ==";
        try (LoopbackServer server = LoopbackServer.answering(204);
                AdapterRoutes routes = run(
                        "open-data/sales-webhook",
                        Map.of(
                                "open-data/sales-webhook.url",
                                server.url("/hooks"),
                                "open-data/sales-webhook.secret",
                                secret))) {
            hand(routes, "property-transfer/1", DELIVERY, "{\"tenure\":\"freehold\"}");

            LoopbackServer.Request request = server.requests().get(0);
            JsonNode event = Json.parse(request.body());
            assertThat(event.path("id").asText()).isEqualTo(DELIVERY);
            assertThat(event.path("type").asText()).isEqualTo("property-transfer/1");
            assertThat(event.path("data")).isEqualTo(Json.parse("{\"tenure\":\"freehold\"}"));
            assertThat(request.header("webhook-id")).isEqualTo(DELIVERY);
            assertThat(request.header("webhook-signature"))
                    .isEqualTo("v1,"
                            + Webhook.signature(
                                    secret,
                                    DELIVERY,
                                    Long.parseLong(request.header("webhook-timestamp")),
                                    request.body()));
        }
    }

    @Test
    void signsAsThePublishedExampleOfStandardWebhooks() {
        assertThat(Webhook.signature(
                        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** A sink's routes bring nothing. */
    private static final class NothingTaken implements AdapterRoutes.Source {
        @Override
        public void take(AdapterFolder adapter, Object body, Map<String, Object> headers) {
            throw new AssertionError("a sink brought something");
        }

        @Override
        public long mark(AdapterFolder adapter) {
            return 0;
        }
    }
}
