package dev.comity.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agency.AgencyRuntime;
import dev.comity.agency.AgencySettings;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.cli.CommandLines;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import dev.comity.directory.TrustAnchors;
import dev.comity.hub.Hub;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.RecordTypes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub whose operator has changed it to release one field more: he signed the wider agreement for both agencies with keys that
 * his own registrar certified, and the hub believes that registrar. The agencies and the auditor do not.
 */
class ChangedHubTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));
    private static final String AGREEMENT = "agreements/housing/death-to-public-rental.yaml";
    private static final String ADDED = "deathDivision";
    private static final String OPERATORS_REGISTRAR = "operators-registrar";
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private final SigningKey registrar = SigningKey.generate(KeyAlgorithm.ED25519);
    private final Map<String, SigningKey> agree = new HashMap<>();

    private Provisioning.Provisioned provisioned() throws Exception {
        var made = Provisioning.provision(
                HOME, HOME.resolve("config"), new DataFolder(folder.resolve("city")), CLOCK.instant());
        // Without witnesses, so that none has to run.
        Files.writeString(
                made.data().trust(),
                anchors(made.trust(), made.trust().registrars(), Registrar.ID).toYaml());
        return made;
    }

    private static TrustAnchors anchors(TrustAnchors genuine, Map<String, VerificationKey> registrars, String ofHub) {
        String hub = genuine.hubs().keySet().iterator().next();
        return new TrustAnchors(registrars, genuine.logs(), List.of(), 0, Map.of(hub, ofHub));
    }

    /** What the changed hub believes: the agencies' own keys, but for those that sign agreements. */
    private Directory operatorsDirectory(Provisioning.Provisioned made) {
        List<AgencyStatement> statements = new ArrayList<>();
        made.directory().agencies().values().forEach(one -> statements.add(restated(one)));
        return Directory.of(statements);
    }

    private AgencyStatement restated(AgencyStatement genuine) {
        ObjectNode claims;
        try {
            claims =
                    Json.parseObject(Base64.getUrlDecoder().decode(genuine.jws().split("\\.")[1]));
        } catch (MalformedJson e) {
            throw new IllegalStateException(e);
        }
        claims.remove(List.of("v", "iss", "iat"));
        for (JsonNode key : claims.get("keys")) {
            if (key.get("use").textValue().equals(KeyUse.AGREE.code())) {
                SigningKey own = SigningKey.generate(KeyAlgorithm.ED25519);
                agree.put(genuine.agency(), own);
                ((ObjectNode) key).set("jwk", own.verificationKey().jwk());
            }
        }
        return AgencyStatement.sign(OPERATORS_REGISTRAR, claims, CLOCK.instant(), registrar);
    }

    /** A copy of the configuration in which one field more is released, every agreement signed by the operator alone. */
    private Configuration widened(Provisioning.Provisioned made) throws Exception {
        Path config = folder.resolve("operator");
        copy(made.data().config(), config);
        Path file = config.resolve(AGREEMENT);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("version: 1\n", "version: 2\n")
                        .replace("  - deathDate\n", "  - deathDate\n  - " + ADDED + "\n"));
        RecordTypes types = made.configuration().types();
        Configuration drafts = ConfigurationLoader.load(config, types, Map.of())
                .configuration()
                .orElseThrow();
        for (Agreement agreement : drafts.agreements()) {
            for (String party : List.of(agreement.provider(), agreement.consumer())) {
                AgreementSignatures.sign(agreement, drafts, party, agree.get(party), CLOCK.instant());
            }
        }
        return ConfigurationLoader.load(config, types, Map.of()).configuration().orElseThrow();
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(f -> !f.toString().contains(".signatures.")).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private AgencyRuntime agency(Provisioning.Provisioned made, String id) throws Exception {
        Path root = made.data().root();
        Path own = made.data().agency(id);
        return AgencyRuntime.start(
                new AgencySettings(
                        id,
                        made.configuration().hub().id(),
                        root.resolve("hub/endpoint.json"),
                        own.resolve("keys/broker.password"),
                        own,
                        made.data().trust(),
                        made.data().directory(),
                        made.data().config(),
                        HOME.resolve("schemas"),
                        List.of(),
                        OptionalInt.empty(),
                        Map.of()),
                CLOCK);
    }

    private static void send(Provisioning.Provisioned made) throws Exception {
        ObjectNode record = Json.object().put("record", "death-registration/1");
        record.set(
                "body",
                Json.parseObject(Files.readAllBytes(
                        HOME.resolve("schemas/records/death-registration/1/examples/register-cancelled.json"))));
        Path send = Files.createDirectories(made.data().agency("civil-affairs").resolve("send"));
        Path written = send.resolve(".death.json");
        Files.write(written, Json.bytes(record));
        Files.move(written, send.resolve("death.json"));
    }

    private static long released(Hub hub) throws Exception {
        long released = 0;
        for (long i = 0; i < hub.log().size(); i++) {
            JsonNode entry = Json.parse(new String(hub.log().entry(i), StandardCharsets.UTF_8));
            boolean ofAgreement = "released".equals(entry.path("kind").textValue())
                    && "death-to-public-rental".equals(entry.path("agreement").textValue());
            released += ofAgreement
                            && entry.get("released").findValuesAsText("path").contains(ADDED)
                    ? 1
                    : 0;
        }
        return released;
    }

    @Test
    void whatAChangedHubReleasesIsRefusedByTheAgencyAndNamedByTheVerifier() throws Exception {
        // Given
        var made = provisioned();
        Directory directory = operatorsDirectory(made);
        TrustAnchors trust =
                anchors(made.trust(), Map.of(OPERATORS_REGISTRAR, registrar.verificationKey()), OPERATORS_REGISTRAR);
        StringWriter said = new StringWriter();

        // When
        try (Hub hub = Hub.start(new Hub.Options(
                        widened(made), directory, trust, made.data().root(), CLOCK));
                AgencyRuntime provider = agency(made, "civil-affairs");
                AgencyRuntime consumer = agency(made, "housing")) {
            send(made);
            await().atMost(Duration.ofSeconds(30)).until(() -> consumer.status().rejected() == 1);

            // Then
            assertThat(released(hub)).as("the changed hub released more").isOne();
            assertThat(consumer.status().received()).isZero();
        }
        int exitCode = CommandLines.of(new PrintWriter(said, true), new PrintWriter(said, true))
                .execute(
                        "audit",
                        "verify",
                        made.data().log().toString(),
                        "--trust",
                        made.data().trust().toString());
        assertThat(exitCode).as(said.toString()).isEqualTo(1);
        assertThat(said.toString()).contains("death-to-public-rental");
    }
}
