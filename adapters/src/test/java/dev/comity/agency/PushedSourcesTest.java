package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems that push, and one that is asked, against an agency's side that runs; the hub is away. */
class PushedSourcesTest {

    private static final Clock CLOCK = Clock.fixed(SampleCity.NOW, ZoneOffset.UTC);
    private static final String PERMITS = "municipal-works/road-permits";
    private static final String CERTIFICATES = "disabled-persons-federation/certificates";

    @TempDir
    Path root;

    private SampleCity city;
    private int port;

    @BeforeEach
    void city() throws Exception {
        city = SampleCity.in(root);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private static String sample(String adapter, String name) throws Exception {
        return Files.readString(SampleCity.HOME
                .resolve("adapters")
                .resolve(adapter)
                .resolve("samples")
                .resolve(name));
    }

    private HttpResponse<String> post(String path, String body, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPushedRequestIsTakenWholeOrAnsweredWithEveryReason() throws Exception {
        AgencySettings settings = city.settings(
                "municipal-works",
                List.of(PERMITS),
                Map.of(PERMITS + ".httpPort", Integer.toString(port), PERMITS + ".token", "agreed"));
        String good = sample(PERMITS, "excavation.json");
        String bad = sample(PERMITS, "unknown-type.json");
        try (AgencyRuntime runtime = AgencyRuntime.start(settings, CLOCK)) {
            HttpResponse<String> stranger = post("/road-permits", good, "Bearer guessed");
            HttpResponse<String> mixed = post("/road-permits", "[" + good + "," + bad + "]", "Bearer agreed");
            HttpResponse<String> malformed = post("/road-permits", "{\"permitNo\":", "Bearer agreed");
            long before = runtime.status().sent();
            HttpResponse<String> taken = post("/road-permits", good, "Bearer agreed");
            HttpResponse<String> again = post("/road-permits", good, "Bearer agreed");

            assertThat(List.of(stranger, mixed, malformed, taken, again))
                    .extracting(HttpResponse::statusCode)
                    .containsExactly(401, 422, 400, 202, 202);
            assertThat(before).isZero();
            assertThat(runtime.status().sent()).isEqualTo(1);
            assertThat(runtime.status().repeated()).isEqualTo(1);
            JsonNode reasons = Json.parse(mixed.body()).path("reasons");
            assertThat(reasons).hasSize(1);
            assertThat(reasons.get(0).path("item").asInt()).isEqualTo(2);
            assertThat(reasons.get(0).path("path").asText()).isEqualTo("kind");
            assertThat(taken.headers().map()).doesNotContainKey("authorization");
        }
    }

    @Test
    void aSoapRequestIsAnsweredWithAResponseOrAFaultThatNamesTheField() throws Exception {
        AgencySettings settings = city.settings(
                "disabled-persons-federation",
                List.of(CERTIFICATES),
                Map.of(CERTIFICATES + ".httpPort", Integer.toString(port)));
        try (AgencyRuntime runtime = AgencyRuntime.start(settings, CLOCK)) {
            HttpResponse<String> taken =
                    post("/services/certificates", sample(CERTIFICATES, "limb-third-level.xml"), "none");
            HttpResponse<String> refused =
                    post("/services/certificates", sample(CERTIFICATES, "eighth-category.xml"), "none");
            HttpResponse<String> cut = post(
                    "/services/certificates",
                    sample(CERTIFICATES, "limb-third-level.xml").substring(0, 400),
                    "none");

            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(taken.body()).contains("Envelope").contains("taken").doesNotContain("Fault");
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body()).contains("soap:Client").contains("path=\"category\"");
            assertThat(cut.statusCode()).isEqualTo(500);
            assertThat(cut.body()).contains("soap:Client").contains("cannot be read");
            assertThat(runtime.status().sent()).isEqualTo(1);
        }
    }

    @Test
    void aTableOfPostgresqlIsReadFromTheLastMarkOn() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection
                    .createStatement()
                    .execute("create table death_register(change_no bigint generated always as identity primary key,"
                            + " certificate_no text, resident_id text, name text, death_date date, division text,"
                            + " evidence_level text)");
            insert(connection, "SW1");
            AgencySettings settings = city.settings(
                    "civil-affairs",
                    List.of("civil-affairs/death-register"),
                    Map.of(
                            "civil-affairs/death-register.jdbcUrl",
                            postgres.getJdbcUrl("postgres", "postgres"),
                            "civil-affairs/death-register.jdbcUser",
                            "postgres"));

            long first = sent(settings);
            insert(connection, "SW2");
            long second = sent(settings);

            assertThat(List.of(first, second)).containsExactly(1L, 2L);
        }
    }

    private static long sent(AgencySettings settings) throws Exception {
        try (AgencyRuntime runtime = AgencyRuntime.start(settings, CLOCK)) {
            await().atMost(Duration.ofMinutes(2)).until(runtime::caughtUp);
            return runtime.status().sent();
        }
    }

    private static void insert(Connection connection, String certificate) throws Exception {
        connection
                .createStatement()
                .execute(
                        ("insert into death_register(certificate_no, resident_id, name, death_date, division, evidence_level)"
                                        + " values('%s', '990000195001010019', '样例', '2026-03-01', '440305', 'medical-certificate')")
                                .formatted(certificate));
    }
}
