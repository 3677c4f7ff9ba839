package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.json.Json;
import dev.comity.witnesses.Witnessed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator's monitoring sees. */
class ObservationTest {

    private Health health = health(Map.of(), 0, 10, Duration.ZERO);
    private Observation observation;

    private static Health health(Map<String, String> troubles, long dead, long witnessed, Duration lag) {
        TreeMap<String, String> silent = new TreeMap<>(witnessed < 10 ? Map.of("housing", "is not reached") : Map.of());
        return new Health(
                troubles, dead, Map.of("out.housing", 7L), 1_000, new Witnessed(10, witnessed, 1, 2, lag, silent), 0);
    }

    @BeforeEach
    void start() throws Exception {
        observation = Observation.start(() -> health, () -> new TreeMap<>(Map.of("decide", 1.5)), 0);
    }

    @AfterEach
    void stop() {
        observation.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + observation.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aHubWithoutTroublesIsUpAndReady() throws Exception {
        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/observe/metrics").body()).contains("\ncomity_log_witnessed_entries 10\n");
        assertThat(get("/observe/other").statusCode()).isEqualTo(404);
    }

    @Test
    void witnessesThatAreLateAreSaidAndKeepTheHubReady() throws Exception {
        health = health(Map.of(), 0, 7, Duration.ofMinutes(11));

        HttpResponse<String> answer = get("/observe/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.parse(answer.body().getBytes())
                        .at("/checks/2/data/lagSeconds")
                        .longValue())
                .isEqualTo(660);
        assertThat(answer.body()).contains("\"housing\" : \"is not reached\"");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/observe/metrics").body()).contains("\ncomity_witness_lag_seconds 660\n");
    }

    @Test
    void witnessesMayBeAFewMinutesBehind() throws Exception {
        health = health(Map.of(), 0, 7, Duration.ofMinutes(9));
        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aQueueThatStandsStillIsNotReady() throws Exception {
        health = health(Map.of("in.housing", "the broker does not answer"), 0, 10, Duration.ZERO);
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health").body()).contains("in.housing");
    }

    @Test
    void aDeadLetterNeedsAnOperator() throws Exception {
        health = health(Map.of(), 1, 10, Duration.ZERO);
        assertThat(get("/observe/health").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
    }
}
