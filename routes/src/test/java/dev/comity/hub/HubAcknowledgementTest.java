package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.Acknowledgement;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a consumer may say about a delivery, and what it may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubAcknowledgementTest {

    @TempDir
    static Path folder;

    private Hub hub;
    private SampleAgency registry;
    private SampleAgency housing;
    private SampleAgency openData;
    private Letter forHousing;
    private Letter forOpenData;

    @BeforeAll
    void start() throws Exception {
        SampleInstallation installation = SampleInstallation.in(folder);
        hub = installation.start();
        registry = installation.agency("land-registry", hub);
        housing = installation.agency("housing", hub);
        openData = installation.agency("open-data", hub);
        registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
        registry.receive();
        forHousing = housing.receive();
        forOpenData = openData.receive();
    }

    @AfterAll
    void stop() throws Exception {
        registry.close();
        housing.close();
        openData.close();
        hub.close();
    }

    Stream<Arguments> wrong() {
        SigningKey ack = housing.keys.of(KeyUse.ACK);
        return Stream.of(
                row("by the seal key", "key-scope", housing.keys.of(KeyUse.SEAL), a -> a),
                row("by another agency's key", "wrong-sender", openData.keys.of(KeyUse.ACK), a -> a),
                row(
                        "for another hub",
                        "wrong-hub",
                        ack,
                        a -> change(a, a.issuer(), "other", a.delivery(), a.leaf(), a.paths())),
                row(
                        "in another's name",
                        "wrong-sender",
                        ack,
                        a -> change(a, "open-data", a.audience(), a.delivery(), a.leaf(), a.paths())),
                row(
                        "of no delivery",
                        "malformed",
                        ack,
                        a -> change(a, a.issuer(), a.audience(), "0".repeat(64), a.leaf(), a.paths())),
                row(
                        "of another's delivery",
                        "wrong-sender",
                        ack,
                        a -> change(
                                a, a.issuer(), a.audience(), forOpenData.property(Wire.CE_ID), a.leaf(), a.paths())),
                row(
                        "of another entry",
                        "malformed",
                        ack,
                        a -> change(a, a.issuer(), a.audience(), a.delivery(), "A".repeat(43), a.paths())),
                row(
                        "of other fields",
                        "malformed",
                        ack,
                        a -> change(a, a.issuer(), a.audience(), a.delivery(), a.leaf(), List.of("price"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void anAcknowledgementIsRefused(String what, String code, SigningKey key, UnaryOperator<Acknowledgement> change)
            throws Exception {
        // When
        housing.send(housing.acknowledgement(forHousing, key, change));

        // Then
        Receipt receipt = Receipt.of(Jws.parse(housing.receive().body(), 1 << 20));
        assertThat(receipt.reasons()).extracting(reason -> reason.code().code()).containsExactly(code);
        assertThat(hub.queued("out.land-registry")).isZero();
    }

    @Test
    void aBadAcknowledgementSentTwiceAtOnceIsAnsweredTwiceAndLoggedOnce() throws Exception {
        // Given
        Letter bad = housing.acknowledgement(
                forHousing,
                housing.keys.of(KeyUse.ACK),
                a -> change(a, a.issuer(), "another-hub", a.delivery(), a.leaf(), a.paths()));
        long logged = hub.log().size();

        // When
        housing.send(bad, bad);

        // Then
        assertThat(housing.receive(2))
                .allMatch(letter -> letter.property(Wire.CONTENT_TYPE).equals(Wire.REFUSAL));
        assertThat(hub.log().size()).isEqualTo(logged + 1);
    }

    @Test
    void aRepeatedAcknowledgementIsPassedOnOnce() throws Exception {
        // Given
        Letter acknowledgement = openData.acknowledgement(forOpenData);

        // When
        openData.send(acknowledgement, acknowledgement);
        openData.send(openData.acknowledgement(forOpenData));

        // Then
        assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACK);
        await().until(() -> hub.queued("in.open-data") == 0);
        assertThat(hub.queued("out.land-registry")).isZero();
        assertThat(hub.queued("out.open-data")).isZero();
        assertThat(hub.queued("dead")).isZero();
    }

    private static Acknowledgement change(
            Acknowledgement a, String issuer, String audience, String delivery, String leaf, List<String> paths) {
        return new Acknowledgement(
                issuer, audience, a.issuedAt(), delivery, a.presentation(), leaf, a.checkpoint(), paths);
    }

    private static Arguments row(String what, String code, SigningKey key, UnaryOperator<Acknowledgement> change) {
        return Arguments.of(what, code, key, change);
    }
}
