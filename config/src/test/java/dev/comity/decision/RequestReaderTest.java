package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

    private static final String WHOLE = """
            {"v": 1, "mode": "query", "consumer": "housing", "provider": "civil-affairs", "record": "r/1", "purpose": "p",
             "subjects": [{"residentId": "SECRET"}], "asks": ["name.full", "phone"], "case": "c-1",
             "authorisation": {"document": "d", "from": "2026-01-01", "to": "2026-02-01", "signatories": ["a", "b"],
                               "adults": ["a"], "records": ["r"]},
             "official": {"post": "counter-2", "self": {"residentId": "o"}}, "approvals": ["x", "y"], "agreement": "digest",
             "signedBy": {"agency": "housing", "use": "query", "valid": true},
             "issued": "2026-01-01T00:00:00Z", "expires": "2026-01-01T00:01:00Z"}
            """;

    @Test
    void readsEveryMember() throws Exception {
        // When
        RequestReader.Read read = RequestReader.read(json(WHOLE));

        // Then
        assertThat(read.problems()).isEmpty();
        Request request = read.request().orElseThrow();
        assertThat(request.mode().code()).isEqualTo("query");
        assertThat(List.of(request.consumer(), request.provider(), request.record(), request.purpose()))
                .containsExactly("housing", "civil-affairs", "r/1", "p");
        assertThat(request.subjects()).containsExactly(Map.of(FieldPath.of("residentId"), "SECRET"));
        assertThat(request.asks()).extracting(FieldPath::value).containsExactly("name.full", "phone");
        assertThat(request.presents()).isEmpty();
        assertThat(request.caseReference()).contains("c-1");
        assertThat(request.authorisation())
                .contains(new Authorisation(
                        "d",
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 2, 1),
                        Set.of("a", "b"),
                        Set.of("a"),
                        Set.of("r")));
        assertThat(request.official()).isEqualTo(new Official("counter-2", Map.of(FieldPath.of("residentId"), "o")));
        assertThat(request.approvals()).containsExactly("x", "y");
        assertThat(request.agreement()).contains("digest");
        assertThat(request.signer().agency()).isEqualTo("housing");
        assertThat(request.signer().use().code()).isEqualTo("query");
        assertThat(request.signer().valid()).isTrue();
        assertThat(request.issued()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(request.expires()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "\"v\": 1 | \"v\": 2 | 'v' must be 1",
                "\"v\": 1 | \"w\": 1 | 1 members that are not known",
                "\"mode\": \"query\" | \"mode\": \"event\" | 'mode' is none of the words",
                "\"mode\": \"query\" | \"mode\": \"guess\" | 'mode' is none of the words",
                "\"consumer\": \"housing\" | \"consumer\": 3 | 'consumer' must be a text",
                "\"provider\": \"civil-affairs\", | | 'provider' must be a text",
                "[{\"residentId\": \"SECRET\"}] | {\"residentId\": \"SECRET\"} | 'subjects' must be a list",
                "[{\"residentId\": \"SECRET\"}] | [\"SECRET\"] | 'subjects' must hold fields and their values",
                "{\"residentId\": \"SECRET\"} | {\"residentId\": 3} | 'subjects' must hold texts only",
                "{\"residentId\": \"SECRET\"} | {\"resident id\": \"SECRET\"} | 'subjects' must name fields",
                "\"name.full\" | 3 | 'asks' must be a list of texts",
                "\"name.full\" | \"*\" | 'asks' must name fields",
                "\"asks\": [\"name.full\", \"phone\"] | \"presents\": {\"a\": [1]} | 'presents' must hold values",
                "\"asks\": [\"name.full\", \"phone\"] | \"presents\": {\"a\": null} | 'presents' must hold values",
                "\"from\": \"2026-01-01\" | \"from\": \"soon\" | 'from' must be a date",
                "\"adults\" | \"children\" | members that are not known in 'authorisation'",
                "\"post\": \"counter-2\", | | 'post' must be a text",
                "\"self\": | \"friend\": | members that are not known in 'official'",
                "\"use\": \"query\" | \"use\": \"any\" | 'use' is none of the words",
                "\"valid\": true | \"valid\": \"yes\" | 'signedBy.valid' must be true or false",
                "\"issued\": \"2026-01-01T00:00:00Z\" | \"issued\": \"now\" | 'issued' must be a date or time",
                "\"issued\": \"2026-01-01T00:00:00Z\", | | 'issued' must be a date or time",
                "\"case\": \"c-1\" | \"case\": 1 | 'case' must be a text",
            })
    void refusesAnotherFormAndSaysNoValue(String from, String to, String problem) throws Exception {
        // Given
        assertThat(WHOLE).contains(from);
        ObjectNode json = json(WHOLE.replace(from, to == null ? "" : to));

        // When
        RequestReader.Read read = RequestReader.read(json);

        // Then
        assertThat(read.request()).isEmpty();
        assertThat(read.problems()).anyMatch(said -> said.contains(problem)).noneMatch(said -> said.contains("SECRET"));
    }

    @Test
    void whatIsOnlyTriedOutIsSignedNowByItsConsumer() throws Exception {
        // Given
        ObjectNode least =
                json("{\"mode\": \"query\", \"consumer\": \"housing\", \"provider\": \"p\", \"record\": \"r/1\","
                        + " \"purpose\": \"p\"}");
        Instant now = Instant.parse("2026-06-15T00:00:00Z");

        // When
        Request request = RequestReader.read(RequestReader.withDefaults(least, now))
                .request()
                .orElseThrow();

        // Then
        assertThat(request.signer().agency()).isEqualTo("housing");
        assertThat(request.issued()).isEqualTo(now);
        assertThat(request.expires()).isEqualTo(now.plusSeconds(60));
        assertThat(request.subjects()).isEmpty();
        assertThat(least.has("v")).isFalse();
        assertThat(RequestReader.withDefaults(json(WHOLE), now)).isEqualTo(json(WHOLE));
        assertThat(RequestReader.read(least).request()).isEmpty();
    }

    private static ObjectNode json(String text) throws Exception {
        return Json.parseObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
