package dev.comity.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the index lies and how long evidence is kept: settings that must never carry a secret, nor be guessed. */
class HubSettingsTest {

    private final List<Problem> problems = new ArrayList<>();

    private HubSettings read(String yaml, Map<String, String> environment) {
        return new HubSettingsReader(environment, problems)
                .read(YamlDocument.parse("hub.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems));
    }

    @Test
    void theIndexIsAFileInTheDataFolderUnlessToldAndEvidenceIsKeptThreeYears() {
        HubSettings hub = read("v: 1\n", Map.of());

        assertThat(problems).isEmpty();
        assertThat(hub.index().url()).isEmpty();
        assertThat(hub.evidenceKept()).isEqualTo(Period.ofYears(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1/comity",
                "jdbc:postgresql://db.example.gov:5432/comity?sslmode=verify-full",
                "jdbc:postgresql://[::1]:5432/comity?sslmode=require&connectTimeout=5"
            })
    void onePostgresqlAddressIsEnough(String url) {
        assertThat(read("v: 1\nindex: {url: '" + url + "'}\n", Map.of()).index().url())
                .contains(url);
        assertThat(read("v: 1\n", Map.of("COMITY_INDEX_URL", url)).index().url())
                .contains(url);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1/comity?user=a&password=secret",
                "jdbc:postgresql://127.0.0.1/comity?password=secret",
                "jdbc:postgresql://a:secret@127.0.0.1/comity",
                "jdbc:postgresql://127.0.0.1/comity?sslmode=require&sslpassword=secret",
                "jdbc:h2:file:/tmp/elsewhere",
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://example.org/x.sql'",
                "jdbc:postgresql://127.0.0.1/comity?socketFactory=some.Class",
                "postgresql://127.0.0.1/comity"
            })
    void anAddressWithAPasswordOrOfAnotherDatabaseIsRefused(String url) {
        read("v: 1\nindex: {url: \"" + url + "\"}\n", Map.of());

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("'index.url'", "COMITY_INDEX_PASSWORD_FILE")
                        .doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"three years", "-P1Y", "3", "PT1H"})
    void aTimeThatIsNoPeriodIsRefused(String text) {
        read("v: 1\nevidence: {keep: '" + text + "'}\n", Map.of());

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("'evidence.keep'"));
    }

    @Test
    void aPasswordOfItsOwnIsNoSetting() {
        read("v: 1\nindex: {url: '', password: secret}\n", Map.of());

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("password"));
    }

    @Test
    void theBrokerIsInsideTheHubUnlessAnAddressIsGiven() {
        assertThat(read("v: 1\n", Map.of()).external()).isEmpty();
        BrokerAccess access = read("v: 1\nbroker: {url: 'tcp://a.example:61616,tcp://[::1]:61617'}\n", Map.of())
                .external()
                .orElseThrow();

        assertThat(problems).isEmpty();
        assertThat(access.url().places())
                .containsExactly(new BrokerUrl.Place("a.example", 61616), new BrokerUrl.Place("::1", 61617));
        assertThat(access.passwordFile()).hasToString("hub/broker.password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example:61616",
                "tcp://a.example",
                "tcp://user:secret@a.example:61616",
                "tcp://a.example:0",
                "tcp://a.example:70000",
                "tcp://a.example:61616?password=secret",
                "tcp://a.example:61616,tls://b.example:61616",
                "tcp://a.example:61616,",
                "vm://0"
            })
    void anAddressThatIsNoBrokersIsRefusedAndNotRepeated(String url) {
        read("v: 1\nbroker: {url: '" + url + "'}\n", Map.of());

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("'broker.url'").doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: 'tls://a.example:61617'",
                "url: 'tcp://a.example:61617', key-store: k.p12, key-store-password-file: k",
                "url: 'tls://a.example:61617', trust-store: t.p12, key-store: k.p12"
            })
    void tlsWithoutWhatItNeedsIsRefused(String broker) {
        read("v: 1\nbroker: {" + broker + "}\n", Map.of());

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("'broker'"));
    }
}
