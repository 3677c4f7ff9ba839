package dev.comity.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.config.Home;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreementSignaturesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    private final SigningKey registrar = key();
    private final SigningKey provider = key();
    private final SigningKey consumer = key();
    private final SigningKey seal = key();

    @TempDir
    Path folder;

    private Directory directory;

    @BeforeEach
    void copyAndCertify() throws Exception {
        Home.copyOfConfig(folder);
        directory = Directory.of(List.of(
                statement("civil-affairs", json(provider, "agree"), json(seal, "seal")),
                statement("transport", json(consumer, "agree"))));
    }

    @Test
    void anAgreementWithBothSignaturesIsInForceAndTheOthersSayWhatIsMissing() throws Exception {
        // Given
        signBoth();

        // When
        AgreementsInForce inForce = AgreementsInForce.of(configuration(), directory, NOW);

        // Then
        assertThat(inForce.all()).extracting(Agreement::id).containsExactly("death-to-concession");
        assertThat(inForce.byDigest(agreement().digest())).isPresent();
        assertThat(inForce.notInForce())
                .hasSize(configuration().agreements().size() - 1)
                .allMatch(one -> one.reason().contains("is missing"));
    }

    @Test
    void oneSignatureIsNotEnough() throws Exception {
        sign("civil-affairs", provider);

        assertReasons("the signature of transport is missing");
    }

    @Test
    void aChangedByteEndsBothSignatures() throws Exception {
        signBoth();
        Files.writeString(agreement().file(), Files.readString(agreement().file()) + "# a remark\n");

        assertReasons(
                "the signature of civil-affairs is over another file",
                "the signature of transport is over another file");
    }

    @Test
    void aPurposeWithAnotherMeaningEndsBothSignatures() throws Exception {
        signBoth();
        Path purposes = folder.resolve("purposes.yaml");
        Files.writeString(
                purposes, Files.readString(purposes).replace("Stop the misuse of a right", "Whatever we like"));

        assertReasons(
                "the signature of civil-affairs is over another purpose",
                "the signature of transport is over another purpose");
    }

    @Test
    void aKeyForAnotherUseCannotAgree() throws Exception {
        sign("civil-affairs", seal);
        sign("transport", consumer);

        assertReasons("the signature of civil-affairs is by a key that may not agree for it");
    }

    @Test
    void theOtherPartysKeyCannotAgreeForIt() throws Exception {
        sign("civil-affairs", consumer);
        sign("transport", consumer);

        assertReasons("the signature of civil-affairs is by a key that may not agree for it");
    }

    @Test
    void aKeyThatNoRegistrarCertifiedCannotAgree() throws Exception {
        sign("civil-affairs", key());
        sign("transport", consumer);

        assertReasons("the signature of civil-affairs is by a key that no registrar certified");
    }

    @Test
    void anExpiredKeyHoldsNothingInForce() throws Exception {
        signBoth();

        assertThatThrownBy(
                        () -> AgreementSignatures.verify(agreement(), configuration(), directory, UNTIL.plusSeconds(1)))
                .hasMessageContaining("not valid now");
    }

    @Test
    void aSignatureMovedToTheOtherPartyDoesNotCount() throws Exception {
        signBoth();
        Path file = AgreementSignatures.fileOf(agreement().file());
        ObjectNode root = Json.parseObject(Files.readAllBytes(file));
        ObjectNode first = (ObjectNode) root.get("signatures").get(0);
        first.set("jws", root.get("signatures").get(1).get("jws"));
        Files.writeString(file, Json.pretty(root));

        assertReasons("the signature of civil-affairs is by a key that may not agree for it");
    }

    @Test
    void aMalformedFileOfSignaturesIsSaidToBeOne() throws Exception {
        Files.writeString(AgreementSignatures.fileOf(agreement().file()), "{\"v\":2,\"signatures\":[]}");

        assertThatThrownBy(() -> AgreementSignatures.verify(agreement(), configuration(), directory, NOW))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("malformed");
    }

    @Test
    void aThirdPartyCannotSign() {
        assertThatThrownBy(() -> sign("housing", consumer)).hasMessageContaining("no party");
    }

    @Test
    void anotherTextUnderASignedVersionCannotBeSigned() throws Exception {
        signBoth();
        Files.writeString(agreement().file(), Files.readString(agreement().file()) + "# wider\n");

        assertThatThrownBy(() -> sign("civil-affairs", provider)).hasMessageContaining("needs a higher version");
    }

    @Test
    void aHigherVersionPinsTheOneBeforeItAndBothPartiesMustSignAgain() throws Exception {
        // Given
        signBoth();
        String before = agreement().digest();
        Files.writeString(
                agreement().file(), Files.readString(agreement().file()).replace("version: 3", "version: 4"));
        sign("civil-affairs", provider);
        assertReasons("the signature of transport is over another file, version");

        // When
        sign("transport", consumer);

        // Then
        AgreementSignatures.verify(agreement(), configuration(), directory, NOW);
        String file = Files.readString(AgreementSignatures.fileOf(agreement().file()));
        assertThat(pinsOf(file)).allMatch(pins -> pins.previous().orElse("").equals(before));
    }

    private static List<AgreementPins> pinsOf(String file) throws Exception {
        ObjectNode root = Json.parseObject(file.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Stream.of(0, 1)
                .map(i -> root.get("signatures").get(i).get("jws").textValue().split("\\.")[1])
                .map(payload -> read(dev.comity.crypto.Base64Url.decode(payload)))
                .toList();
    }

    private static AgreementPins read(byte[] payload) {
        try {
            return AgreementPins.read(Json.parseObject(payload)).orElseThrow();
        } catch (dev.comity.json.MalformedJson e) {
            throw new AssertionError(e);
        }
    }

    private void assertReasons(String... reasons) {
        assertThatThrownBy(() -> AgreementSignatures.verify(agreement(), configuration(), directory, NOW))
                .isInstanceOfSatisfying(RecordRefused.class, refused -> {
                    assertThat(refused.reasons())
                            .extracting(reason -> reason.message())
                            .containsExactly(reasons);
                    assertThat(refused.reasons())
                            .allMatch(reason -> reason.code() == RefusalCode.AGREEMENT_NOT_IN_FORCE);
                });
    }

    private void signBoth() throws IOException {
        sign("civil-affairs", provider);
        sign("transport", consumer);
    }

    private void sign(String agency, SigningKey key) throws IOException {
        AgreementSignatures.sign(agreement(), configuration(), agency, key, NOW);
    }

    private Configuration configuration() throws IOException {
        return ConfigurationLoader.load(folder, Home.types(), Map.of())
                .configuration()
                .orElseThrow();
    }

    private Agreement agreement() throws IOException {
        return configuration().agreements().stream()
                .filter(one -> one.id().equals("death-to-concession"))
                .findFirst()
                .orElseThrow();
    }

    private AgencyStatement statement(String agency, ObjectNode... keys) {
        ObjectNode claims =
                Json.object().put("sub", agency).put("seq", 1).put("uscc", "").put("division", "440300");
        claims.putArray("roles");
        Stream.of(keys).forEach(claims.putArray("keys")::add);
        return AgencyStatement.sign("city-registrar", claims, FROM, registrar);
    }

    private static ObjectNode json(SigningKey key, String use) {
        ObjectNode json = Json.object();
        json.set("jwk", key.verificationKey().jwk());
        json.put("use", use).putArray("records");
        return json.put("holder", "agency").put("nbf", FROM.getEpochSecond()).put("exp", UNTIL.getEpochSecond());
    }

    private static SigningKey key() {
        return SigningKey.generate(KeyAlgorithm.ED25519);
    }
}
