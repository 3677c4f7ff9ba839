package dev.comity.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What implementations that nobody here wrote say of our envelopes and presentations. */
class SecondOpinionTest {

    private static final SigningKey ES256 = SigningKey.generate(KeyAlgorithm.ES256);
    private static final RecordTypeId MARRIAGE = SampleEnvelope.MARRIAGE;

    static Stream<RecordTypeId> types() {
        return SampleEnvelope.TYPES.all().stream().map(type -> type.id());
    }

    @ParameterizedTest
    @MethodSource("types")
    void authleteOpensEveryExampleToTheSameRecord(RecordTypeId id) throws Exception {
        for (var record : SampleEnvelope.examples(id)) {
            String compact = SampleEnvelope.compact(SampleEnvelope.seal(record, id));

            assertThat(openedByAuthlete(compact)).isEqualTo(SampleEnvelope.withoutEmpty(record));
        }
    }

    @Test
    void authleteOpensAPresentationToTheReleasedFieldsAndComputesTheSameHash() throws Exception {
        VerifiedEnvelope envelope = SampleEnvelope.intake(SampleEnvelope.compact(SampleEnvelope.sealed()));
        VerifiedEnvelope.Selection selection =
                envelope.select(Set.of(FieldPath.of("parties[].residentId"), FieldPath.of("effectiveStatus")));
        DeliveryStatement statement = new DeliveryStatement(
                Instant.EPOCH,
                "housing",
                "0".repeat(64),
                selection.sdHash(),
                "0".repeat(64),
                "a",
                "A".repeat(43),
                "p",
                "A".repeat(43),
                "log",
                1,
                3);
        String presentation = selection.compact()
                + statement.sign(SampleEnvelope.AGENCIES.hubDeliver).compact();

        SDJWT theirs = SDJWT.parse(presentation);

        assertThat(openedByAuthlete(presentation))
                .isEqualTo(SampleEnvelope.VERIFIER
                        .open(selection.compact(), SampleEnvelope.NOW)
                        .record());
        assertThat(theirs.getSDHash()).isEqualTo(selection.sdHash());
        assertThat(theirs.getBindingJwt())
                .isEqualTo(statement.sign(SampleEnvelope.AGENCIES.hubDeliver).compact());
    }

    private static Object openedByAuthlete(String compact) throws Exception {
        SDJWT sdJwt = SDJWT.parse(compact);
        Map<String, Object> claims =
                JWSObject.parse(sdJwt.getCredentialJwt()).getPayload().toJSONObject();
        Map<String, Object> opened = new SDObjectDecoder().decode(claims, sdJwt.getDisclosures());
        List.of("v", "iss", "aud", "iat", "exp", "jti", "record", "schema", "cnf")
                .forEach(opened::remove);
        return Json.parse(new ObjectMapper().writeValueAsBytes(opened));
    }

    @Test
    void nimbusVerifiesTheSignatureOfAnEnvelopeWithEs256() throws Exception {
        SealedEnvelope sealed = SealedEnvelope.seal(
                SampleEnvelope.claims(MARRIAGE), SampleEnvelope.record(), SampleEnvelope.type(MARRIAGE), ES256);
        ECKey key = ECKey.parse(ES256.verificationKey().jwk().toString());

        assertThat(JWSObject.parse(sealed.jws().compact()).verify(new ECDSAVerifier(key)))
                .isTrue();
        assertThat(key.computeThumbprint()).hasToString(ES256.verificationKey().kid());
    }

    @Test
    void nimbusComputesTheSameIdOfAnEd25519Key() throws Exception {
        VerificationKey key = SampleEnvelope.AGENCIES.seal.verificationKey();

        assertThat(OctetKeyPair.parse(key.jwk().toString()).computeThumbprint()).hasToString(key.kid());
    }

    @Test
    void aThirdProviderVerifiesTheSignatureOfAnEnvelopeWithEd25519() throws Exception {
        // Nimbus needs Tink for it. The JDK's provider is slow and lax, but as a witness that ours sign right it will
        // do.
        String[] parts = SampleEnvelope.sealed().jws().compact().split("\\.");
        byte[] header = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] raw = SampleEnvelope.AGENCIES.seal.verificationKey().raw();
        byte[] spki = java.nio.ByteBuffer.allocate(44).put(header).put(raw).array();
        Signature theirs = Signature.getInstance("Ed25519", "SunEC");

        theirs.initVerify(KeyFactory.getInstance("Ed25519", "SunEC").generatePublic(new X509EncodedKeySpec(spki)));
        theirs.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertThat(theirs.verify(dev.comity.crypto.Base64Url.decode(parts[2]))).isTrue();
    }
}
