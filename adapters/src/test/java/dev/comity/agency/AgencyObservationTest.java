package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgencyObservationTest {

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of("hub", health(false, Duration.ZERO, 0, 0)),
                Arguments.of("outbox", health(true, Duration.ofMinutes(11), 0, 0)),
                Arguments.of("rejected", health(true, Duration.ZERO, 1, 0)),
                Arguments.of("missing", health(true, Duration.ZERO, 0, 1)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void eachTroubleMakesItsCheckAloneFail(String check, AgencyHealth health) throws Exception {
        // When
        HttpResponse<String> answer = get(health, "/observe/health");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body().split("DOWN", -1)).hasSize(3); // the whole, and the one check
        assertThat(answer.body().replaceAll("\\s", "")).contains("\"name\":\"" + check + "\",\"status\":\"DOWN\"");
    }

    @Test
    void aSideThatIsWellSaysSo() throws Exception {
        AgencyHealth well = health(true, Duration.ofMinutes(1), 0, 0);

        assertThat(get(well, "/observe/health").statusCode()).isEqualTo(200);
        assertThat(get(well, "/observe/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void itIsNotReadyWithoutTheHubOnly() throws Exception {
        assertThat(get(health(false, Duration.ZERO, 0, 0), "/observe/health/ready")
                        .statusCode())
                .isEqualTo(503);
        assertThat(get(health(true, Duration.ofHours(1), 1, 1), "/observe/health/ready")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void metricsHaveTheCountsInTheFormOfPrometheus() throws Exception {
        String metrics = get(health(true, Duration.ofSeconds(90), 0, 0), "/observe/metrics")
                .body();

        assertThat(metrics)
                .contains("# TYPE comity_agency_outbox_oldest_seconds gauge\ncomity_agency_outbox_oldest_seconds 90\n")
                .contains("\ncomity_agency_repeated_items 4\n")
                .contains("\ncomity_agency_not_sendable_items 5\n")
                .contains("\ncomity_agency_outbox_records 6\n");
    }

    private static AgencyHealth health(boolean connected, Duration oldest, long rejected, long missing) {
        return new AgencyHealth(
                connected, oldest, new AgencyStatus(1, 2, 3, 4, 5, 6, 7, 8, rejected, missing, List.of(), List.of()));
    }

    private static HttpResponse<String> get(AgencyHealth health, String path) throws Exception {
        try (AgencyObservation observation = AgencyObservation.start(() -> health, 0)) {
            URI uri = URI.create("http://127.0.0.1:" + observation.port() + path);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
