package dev.comity.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Vectors;
import dev.comity.crypto.VerificationKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The core reads what the authors of the RFC signed. Their headers and claims are not ours, so the profile does not. */
class Rfc9901Test {

    @Test
    void everyExampleOfTheRfcIsOpened() throws Exception {
        List<ObjectNode> opened = new ArrayList<>();
        for (JsonNode example : examples().get("sdjwts")) {
            opened.add(open(SdJwt.split(example.textValue())).opened());
        }

        assertThat(opened).hasSize(8);
        assertThat(opened)
                .allMatch(record -> !record.toString().contains("\"_sd\"")
                        && !record.toString().contains("\"...\""));
        // Section 4: all disclosed, then four of them with key binding.
        assertThat(opened.get(0).get("address").get("street_address").asText()).isEqualTo("123 Main St");
        assertThat(opened.get(0).get("nationalities")).hasToString("[\"US\",\"DE\"]");
        assertThat(opened.get(1).get("nationalities")).hasToString("[\"US\"]");
        assertThat(opened.get(1).get("given_name").asText()).isEqualTo("John");
        assertThat(opened.get(1).has("email")).isFalse();
        // Appendix A.1: section 6.2 style structure with recursive disclosures.
        assertThat(opened.get(3)
                        .at("/verified_claims/verification/trust_framework")
                        .asText())
                .isEqualTo("de_aml");
        assertThat(opened.get(5).has("address")).isFalse();
    }

    @Test
    void theIssuersSignaturesHoldAndTheirKeyBindingsBindWhatIsShown() throws Exception {
        VerificationKey issuer = VerificationKey.fromJwk(examples().get("issuerKey"));
        int bound = 0;
        for (JsonNode example : examples().get("sdjwts")) {
            SdJwt parts = SdJwt.split(example.textValue());
            assertThat(holds(parts.jws(), issuer)).isTrue();
            if (parts.keyBinding().isPresent()) {
                bound++;
                String keyBinding = parts.keyBinding().get();
                String shown =
                        example.textValue().substring(0, example.textValue().length() - keyBinding.length());
                VerificationKey holder =
                        VerificationKey.fromJwk(payload(parts.jws()).at("/cnf/jwk"));

                assertThat(holds(keyBinding, holder)).isTrue();
                assertThat(payload(keyBinding).get("sd_hash").asText())
                        .isEqualTo(Base64Url.encode(Crypto.sha256(shown.getBytes(StandardCharsets.US_ASCII))));
            }
        }
        assertThat(bound).isEqualTo(3);
    }

    @Test
    void anExampleWithADisclosureOfAnotherIsRefused() throws Exception {
        SdJwt one = SdJwt.split(examples().at("/sdjwts/0").textValue());
        SdJwt other = SdJwt.split(examples().at("/sdjwts/3").textValue());
        List<String> mixed = new ArrayList<>(one.disclosures());
        mixed.add(other.disclosures().get(0));

        assertThatThrownBy(() -> open(new SdJwt(one.jws(), mixed, one.keyBinding())))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("to which nothing in the signed text refers");
    }

    @Test
    void theProfileRefusesEveryExampleSinceNoneHasItsClosedHeader() throws Exception {
        for (JsonNode example : examples().get("sdjwts")) {
            SdJwt parts = SdJwt.split(example.textValue());
            String withoutBinding = parts.jws() + "~" + String.join("~", parts.disclosures()) + "~";

            assertThatThrownBy(() -> ReceivedEnvelope.read(withoutBinding, EnvelopeLimits.DEFAULT))
                    .isInstanceOf(RecordRefused.class)
                    .hasMessageStartingWith("malformed at kid");
        }
    }

    private static Resolution open(SdJwt parts) throws Exception {
        List<Disclosure> disclosures = new ArrayList<>();
        for (String encoded : parts.disclosures()) {
            disclosures.add(DisclosureReader.read(encoded, DisclosureReader.decode(encoded)));
        }
        return new Resolution(payload(parts.jws()), disclosures, 32);
    }

    private static boolean holds(String jws, VerificationKey key) {
        int end = jws.lastIndexOf('.');
        return key.verify(
                jws.substring(0, end).getBytes(StandardCharsets.US_ASCII), Base64Url.decode(jws.substring(end + 1)));
    }

    private static ObjectNode payload(String jws) throws Exception {
        return Json.parseObject(Base64Url.decode(jws.split("\\.")[1]));
    }

    private static JsonNode examples() throws Exception {
        return Vectors.json("sd-jwt/rfc9901-examples.json");
    }
}
