package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which the hub refuses what an agency sends: told to the sender, in the log, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubRefusalTest {

    @TempDir
    static Path folder;

    private SampleInstallation installation;
    private Hub hub;
    private SampleAgency registry;
    private SampleAgency civilAffairs;

    @BeforeAll
    void start() throws Exception {
        installation = SampleInstallation.in(folder);
        hub = installation.start();
        registry = installation.agency("land-registry", hub);
        civilAffairs = installation.agency("civil-affairs", hub);
    }

    @AfterAll
    void stop() throws Exception {
        for (String consumer : List.of("housing", "open-data", "statistics", "transport")) {
            assertThat(hub.queued("out." + consumer)).as(consumer).isZero();
        }
        registry.close();
        civilAffairs.close();
        hub.close();
        assertThat(LogVerifier.verify(folder.resolve("log"), installation.trust, done -> {})
                        .checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isNotEqualTo("fail"));
    }

    /** How a letter is made wrong. */
    @FunctionalInterface
    interface Wrong {
        Letter letter() throws Exception;
    }

    Stream<Arguments> fromTheLandRegistry() {
        return Stream.of(
                row("no content type", "malformed", "content_type", () -> good().without(Wire.CONTENT_TYPE)),
                row(
                        "an unknown content type",
                        "malformed",
                        "content_type",
                        () -> good().with(Wire.CONTENT_TYPE, "text/plain")),
                row("a body that is no envelope", "malformed", "*", () -> good().withBody("hello")),
                row("a body over the limit", "too-large", "*", () -> good().withBody("x".repeat(250_000))),
                row("an unknown record type", "unknown-type", "record", () -> withRecord("no-such-record/1")),
                row("an unknown version", "unknown-version", "record", () -> withRecord("property-transfer/9")),
                row("another edition of the schema", "unknown-version", "schema", this::otherSchema),
                row("a value that the schema refuses", "schema", "propertyType", this::wrongValue),
                row("a signature that does not hold", "signature", "signature", () -> cutSignature(good())),
                row(
                        "a key that nobody certified",
                        "unknown-key",
                        "kid",
                        () -> signedBy(SigningKey.generate(KeyAlgorithm.ED25519))),
                row("a key for another record type", "key-scope", "record", () -> signedBy(registry.keys.narrow())),
                row("a key for another use", "key-scope", "kid", () -> signedBy(registry.keys.of(KeyUse.ACK))),
                row("a key that is not valid any more", "key-expired", "kid", () -> signedBy(registry.keys.expired())),
                row("another agency's envelope", "wrong-sender", "iss", this::ofAnother),
                row("another hub's envelope", "wrong-hub", "aud", () -> withClaims(Optional.of("other-hub"), 0, 3_600)),
                row(
                        "an envelope that has expired",
                        "expired",
                        "exp",
                        () -> withClaims(Optional.empty(), -7_200, -3_600)),
                row(
                        "an envelope from the future",
                        "from-the-future",
                        "iat",
                        () -> withClaims(Optional.empty(), 7_200, 9_000)),
                row("no submission statement", "malformed", "comity-submit", () -> good().without(Wire.SUBMIT)),
                row("a statement about another envelope", "malformed", "comity-submit", this::otherStatement),
                row("a statement left out", "sequence-gap", "seq", this::afterAGap),
                row("another record under a used id", "replayed-differently", "jti", this::usedId),
                row("a type that no agreement is about", "no-agreement", "record", this::withoutAgreement),
                row("a binding to no agreement in force", "agreement-not-in-force", "agreement", this::unknownBinding),
                row("a derived field without binding", "schema", "*", this::derivedUnbound),
                row("a derived value that is wrong", "derivation-wrong", "priceBand", this::wrongDerivation),
                row("more than the bound agreement needs", "schema", "price", this::wrongDerivation));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fromTheLandRegistry")
    void isRefusedWithCodeAndPathAndLogged(String what, String code, String path, Wrong wrong) throws Exception {
        assertRefused(registry, code, path, wrong);
    }

    Stream<Arguments> fromCivilAffairs() {
        return Stream.of(
                row("a death elsewhere", "jurisdiction", "deathDivision", this::deathElsewhere),
                row("too weak an evidence", "condition", "evidenceLevel", this::weakEvidence));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fromCivilAffairs")
    void isRefusedWhereEveryAgreementDenies(String what, String code, String path, Wrong wrong) throws Exception {
        assertRefused(civilAffairs, code, path, wrong);
    }

    private void assertRefused(SampleAgency sender, String code, String path, Wrong wrong) throws Exception {
        // Given
        Letter letter = wrong.letter();

        // When
        sender.send(letter);

        // Then
        Letter answer = sender.receive();
        assertThat(answer.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.REFUSAL);
        Receipt receipt = Receipt.of(Jws.parse(answer.body(), 1 << 20));
        assertThat(receipt.reasons())
                .as(receipt.reasons().toString())
                .anyMatch(reason -> reason.code().code().equals(code)
                        && (path.equals("*") || reason.path().equals(path)));
        assertThat(receipt.reasons()).allMatch(reason -> !reason.message().isEmpty());
        Entry entry = Entry.parse(hub.log().entry(receipt.index()));
        assertThat(answer.property(Wire.ENTRY)).isEqualTo(new String(entry.bytes(), StandardCharsets.UTF_8));
        assertThat(entry.kind()).isEqualTo(Entry.Kind.REFUSED);
        assertThat(codes(entry)).contains(code);
    }

    private static List<String> codes(Entry entry) {
        List<String> codes = new ArrayList<>();
        for (JsonNode reason : entry.json().get("reasons")) {
            codes.add(reason.get("code").textValue());
        }
        return codes;
    }

    private static Arguments row(String what, String code, String path, Wrong wrong) {
        return Arguments.of(what, code, path, wrong);
    }

    private Letter good() throws Exception {
        return registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer());
    }

    private Letter sealed(EnvelopeClaims claims, ObjectNode record, Set<FieldPath> leaves) {
        SigningKey key = registry.keys.of(KeyUse.SEAL);
        var type = installation
                .configuration
                .types()
                .find(RecordTypeId.of(SampleRecords.TRANSFER))
                .orElseThrow();
        return registry.letter(SealedEnvelope.seal(claims, record, type, key), claims, key, leaves);
    }

    private Letter withRecord(String record) throws Exception {
        EnvelopeClaims c = registry.claims(SampleRecords.TRANSFER);
        Letter good = registry.letter(c, SampleRecords.transfer(), registry.keys.of(KeyUse.SEAL));
        registry.forgetLast();
        return resigned(good, payload -> payload.put("record", record));
    }

    private Letter otherSchema() throws Exception {
        Letter good = good();
        registry.forgetLast();
        return resigned(good, payload -> payload.put("schema", "A".repeat(43)));
    }

    /** The same disclosures under changed claims. */
    private Letter resigned(Letter letter, java.util.function.Consumer<ObjectNode> change) throws Exception {
        int end = letter.body().indexOf('~');
        ObjectNode payload =
                Jws.parse(letter.body().substring(0, end), 1 << 20).payload().deepCopy();
        change.accept(payload);
        SigningKey key = registry.keys.of(KeyUse.SEAL);
        Jws jws = Jws.sign(EnvelopeClaims.TYP, payload, key);
        return letter.withBody(jws.compact() + letter.body().substring(end))
                .with(Wire.SUBMIT, registry.statement(jws, key).jws().compact());
    }

    private Letter wrongValue() throws Exception {
        return registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer().put("propertyType", "castle"));
    }

    private static Letter cutSignature(Letter letter) {
        int end = letter.body().indexOf('~');
        char other = letter.body().charAt(end - 10) == 'A' ? 'B' : 'A';
        return letter.withBody(
                letter.body().substring(0, end - 10) + other + letter.body().substring(end - 9));
    }

    private Letter signedBy(SigningKey key) throws Exception {
        return registry.letter(registry.claims(SampleRecords.TRANSFER), SampleRecords.transfer(), key);
    }

    private Letter ofAnother() throws Exception {
        Letter letter = civilAffairs.letter(SampleRecords.TRANSFER, SampleRecords.transfer());
        civilAffairs.forgetLast();
        return letter;
    }

    private Letter withClaims(Optional<String> audience, long issuedIn, long expiresIn) throws Exception {
        EnvelopeClaims c = registry.claims(SampleRecords.TRANSFER);
        Instant now = installation.clock.instant();
        return registry.letter(
                new EnvelopeClaims(
                        c.issuer(),
                        audience.orElse(c.audience()),
                        now.plus(Duration.ofSeconds(issuedIn)),
                        now.plus(Duration.ofSeconds(expiresIn)),
                        c.jti(),
                        c.record(),
                        c.schemaDigest(),
                        c.hubKey(),
                        c.agreement()),
                SampleRecords.transfer(),
                registry.keys.of(KeyUse.SEAL));
    }

    private Letter otherStatement() throws Exception {
        Letter first = good();
        registry.forgetLast();
        return good().with(Wire.SUBMIT, first.property(Wire.SUBMIT));
    }

    private Letter afterAGap() throws Exception {
        good();
        return good();
    }

    private Letter usedId() throws Exception {
        EnvelopeClaims claims = registry.claims(SampleRecords.TRANSFER);
        SigningKey key = registry.keys.of(KeyUse.SEAL);
        registry.send(registry.letter(claims, SampleRecords.transfer().put("propertyType", "castle"), key));
        registry.receive();
        return registry.letter(claims, SampleRecords.transfer(), key);
    }

    private Letter withoutAgreement() throws Exception {
        return registry.letter(SampleRecords.DEATH, SampleRecords.of(SampleRecords.DEATH, "cremated"));
    }

    private Letter unknownBinding() throws Exception {
        Letter good = good();
        registry.forgetLast();
        return resigned(good, payload -> payload.put("agreement", "A".repeat(43)));
    }

    private Letter derivedUnbound() throws Exception {
        ObjectNode record = SampleRecords.transfer().put("transferYear", "2025");
        return sealed(
                registry.claims(SampleRecords.TRANSFER),
                record,
                Set.of(FieldPath.of("transferYear"), FieldPath.of("tenure")));
    }

    private Letter wrongDerivation() throws Exception {
        var agreement = installation.agreement("property-price-bands");
        ObjectNode record = Json.object()
                .put("price", SampleRecords.transfer().get("price").intValue())
                .put("priceBand", "not the band");
        return sealed(
                SampleAgency.boundTo(registry.claims(SampleRecords.TRANSFER), agreement),
                record,
                Set.of(FieldPath.of("price"), FieldPath.of("priceBand")));
    }

    private Letter deathElsewhere() throws Exception {
        ObjectNode record =
                SampleRecords.of(SampleRecords.DEATH, "hospital-only").put("deathDivision", "110101");
        return civilAffairs.letter(SampleRecords.DEATH, record);
    }

    private Letter weakEvidence() throws Exception {
        ObjectNode record = SampleRecords.of(SampleRecords.DEATH, "hospital-only");
        ObjectNode bound = Json.object();
        List.of("deathDate", "evidenceLevel").forEach(name -> bound.set(name, record.get(name)));
        bound.put("deathDivision", "440300");
        EnvelopeClaims claims = SampleAgency.boundTo(
                civilAffairs.claims(SampleRecords.DEATH), installation.agreement("death-to-concession"));
        return civilAffairs.letter(claims, bound, civilAffairs.keys.of(KeyUse.SEAL));
    }
}
