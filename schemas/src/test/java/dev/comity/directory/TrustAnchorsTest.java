package dev.comity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.log.VerifierKey;
import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrustAnchorsTest {

    private static final VerificationKey KEY =
            SigningKey.generate(KeyAlgorithm.ED25519).verificationKey();
    private static final VerificationKey WITNESS_KEY =
            SigningKey.generate(KeyAlgorithm.ED25519).verificationKey();
    private static final String LOG =
            VerifierKey.ofLog("hub.example.gov/log/1", KEY).toString();
    private static final String WITNESS =
            VerifierKey.ofWitness("housing", WITNESS_KEY).toString();
    private static final String RIGHT = """
            # the auditor's own
            v: 1
            registrars: [{id: city-registrar, jwk: %s}]
            logs:
              - {origin: hub.example.gov/log/1, vkey: "%s"}
            witnesses:
              - {agency: housing, vkey: "%s"}
            quorum: 1
            hubs: [{id: city-hub, registrar: city-registrar}]
            """.formatted(KEY.jwk(), LOG, WITNESS);

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void theFileOfTheDesignIsRead() throws Exception {
        TrustAnchors trust = load(RIGHT);

        assertThat(problems).isEmpty();
        assertThat(trust.registrars()).containsOnly(Map.entry("city-registrar", KEY));
        assertThat(trust.logs())
                .containsExactly(new TrustAnchors.TrustedLog("hub.example.gov/log/1", VerifierKey.parse(LOG), "", 5));
        assertThat(trust.witnesses())
                .containsExactly(new TrustAnchors.TrustedWitness("housing", VerifierKey.parse(WITNESS), 7));
        assertThat(trust.quorum()).isEqualTo(1);
        assertThat(trust.hubs()).containsOnly(Map.entry("city-hub", "city-registrar"));
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        TrustAnchors trust = load(RIGHT);

        TrustAnchors again = load(trust.toYaml());

        assertThat(problems).isEmpty();
        assertThat(again.toYaml()).isEqualTo(trust.toYaml());
        assertThat(again.registrars()).isEqualTo(trust.registrars());
        assertThat(again.hubs()).isEqualTo(trust.hubs());
    }

    @Test
    void noWitnessesAndAQuorumOfNoneIsAllowed() throws Exception {
        TrustAnchors trust = load(new TrustAnchors(
                        Map.of("city-registrar", KEY),
                        List.of(new TrustAnchors.TrustedLog("hub.example.gov/log/1", VerifierKey.parse(LOG), "", 0)),
                        List.of(),
                        0,
                        Map.of("city-hub", "city-registrar"))
                .toYaml());

        assertThat(problems).isEmpty();
        assertThat(trust.quorum()).isZero();
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("mistakes")
    void everyMistakeIsSaidWithItsPlace(String right, String wrong, String said) throws Exception {
        load(RIGHT.replace(right, wrong));

        assertThat(problems).isNotEmpty().allMatch(Problem::isError).allMatch(p -> p.line() > 0 && p.column() > 0);
        assertThat(problems).anyMatch(p -> p.toString().contains(said));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("v: 1", "v: 2", ":2:4  'v'"),
                Arguments.of("quorum: 1", "quorum: 2", ":8:9  'quorum' must be a whole number from 0 to 1"),
                Arguments.of("quorum: 1\n", "", "'quorum' is missing"),
                Arguments.of("quorum: 1", "quorum: 1\nquorom: 1", "'quorom' is not known"),
                Arguments.of("hubs: [", "hub: [", "Did you mean 'hubs'?"),
                Arguments.of("registrar: city-registrar", "registrar: other", "this registrar is not in 'registrars'"),
                Arguments.of("id: city-hub", "id: City", "'id' must be"),
                Arguments.of(
                        "{origin: hub.example.gov/log/1",
                        "{origin: hub.example.gov/log/2",
                        "must be the log's 'origin'"),
                Arguments.of("vkey: \"" + LOG, "vkey: \"" + WITNESS, "type ED25519"),
                Arguments.of("vkey: \"" + WITNESS, "vkey: \"" + LOG, "type COSIGNATURE"),
                Arguments.of(
                        "vkey: \"" + LOG + "\"",
                        "vkey: \"" + LOG + "\", mldsa: \"" + LOG + "\"",
                        "type MLDSA_COSIGNATURE"),
                Arguments.of(LOG, LOG.substring(0, LOG.length() - 2), "'vkey'"),
                Arguments.of("\"crv\":\"Ed25519\"", "\"crv\":\"Ed448\"", "not a public key"),
                Arguments.of("jwk: " + KEY.jwk(), "jwk: none", "not a public key"),
                Arguments.of(
                        "witnesses:\n",
                        "witnesses:\n  - {agency: other, vkey: \"" + VerifierKey.ofWitness("other", WITNESS_KEY)
                                + "\"}\n",
                        "this 'vkey' stands in the list twice"),
                Arguments.of(
                        "witnesses:\n",
                        "witnesses:\n  - {agency: housing, vkey: \"" + VerifierKey.ofWitness("other", KEY) + "\"}\n",
                        "this 'agency' stands in the list twice"),
                Arguments.of(
                        "witnesses:\n",
                        "witnesses:\n  - {agency: other, vkey: \"" + VerifierKey.ofWitness("other", KEY) + "\"}\n",
                        "the key of a log of this file cannot be a witness's"),
                Arguments.of("agency: housing", "agency: city-hub", "a hub of this file cannot be a witness"),
                Arguments.of(
                        "hubs: [",
                        "hubs: [{id: city-hub, registrar: city-registrar}, ",
                        "this 'id' stands in the list twice"),
                Arguments.of(
                        "logs:\n",
                        "logs:\n  - {origin: hub.example.gov/log/1, vkey: \"" + LOG + "\"}\n",
                        "this 'origin' stands in the list twice"),
                Arguments.of("v: 1", "v: [1", "not YAML"));
    }

    private TrustAnchors load(String text) throws Exception {
        Path file = folder.resolve("trust.yaml");
        Files.writeString(file, text);
        return TrustAnchors.load(file, problems);
    }
}
