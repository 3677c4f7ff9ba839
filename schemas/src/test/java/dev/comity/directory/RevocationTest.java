package dev.comity.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Revocation.Reason;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may say that a key is not to be relied on any more. */
class RevocationTest {

    private final SigningKey agree = SigningKey.generate(KeyAlgorithm.ED25519);
    private final SampleDirectory sample = sample();
    private final String seal = sample.seal.verificationKey().kid();

    private SampleDirectory sample() {
        SampleDirectory made = new SampleDirectory();
        made.add("city-hub", 1, SampleDirectory.key(made.hubDeliver, "deliver"));
        made.add(
                "civil-affairs",
                1,
                SampleDirectory.key(made.seal, "seal"),
                SampleDirectory.key(made.ack, "ack"),
                SampleDirectory.key(agree, "agree"));
        return made;
    }

    private Revocation verify(Revocation revocation) throws RecordRefused {
        return Revocation.verify(revocation.jws(), sample.directory(), sample.trust());
    }

    private Revocation by(String issuer, SigningKey key) {
        return Revocation.sign(issuer, "civil-affairs", seal, Reason.COMPROMISED, SampleDirectory.NOW, key);
    }

    enum Allowed {
        THE_REGISTRAR,
        THE_AGENCYS_AGREE_KEY,
        THE_KEY_ITSELF
    }

    @ParameterizedTest
    @EnumSource
    void theseMayRevokeAKey(Allowed who) throws Exception {
        Revocation revocation = switch (who) {
            case THE_REGISTRAR -> by("city-registrar", sample.registrar);
            case THE_AGENCYS_AGREE_KEY -> by("civil-affairs", agree);
            case THE_KEY_ITSELF -> by("civil-affairs", sample.seal);
        };

        assertThat(verify(revocation)).isEqualTo(revocation);
        assertThat(revocation.kid()).isEqualTo(seal);
    }

    enum Refused {
        SOMEBODY_UNKNOWN("unknown-key"),
        ANOTHER_KEY_OF_THE_AGENCY("key-scope"),
        THE_HUB("key-scope"),
        THE_AGENCY_IN_THE_REGISTRARS_NAME("key-scope"),
        OF_A_KEY_THAT_NOBODY_CERTIFIED("unknown-key"),
        OF_A_KEY_OF_ANOTHER_AGENCY("unknown-key"),
        WITH_AN_UNKNOWN_REASON("malformed"),
        AS_ANOTHER_STATEMENT("malformed"),
        WITH_A_BROKEN_SIGNATURE("signature");

        private final String code;

        Refused(String code) {
            this.code = code;
        }
    }

    private String refused(Refused what) {
        SigningKey other = SigningKey.generate(KeyAlgorithm.ED25519);
        return switch (what) {
            case SOMEBODY_UNKNOWN -> by("civil-affairs", other).jws();
            case ANOTHER_KEY_OF_THE_AGENCY -> by("civil-affairs", sample.ack).jws();
            case THE_HUB -> by("city-hub", sample.hubDeliver).jws();
            case THE_AGENCY_IN_THE_REGISTRARS_NAME ->
                by("city-registrar", agree).jws();
            case OF_A_KEY_THAT_NOBODY_CERTIFIED ->
                revoke("civil-affairs", other.verificationKey().kid(), Reason.CEASED.code(), Revocation.TYP);
            case OF_A_KEY_OF_ANOTHER_AGENCY -> revoke("city-hub", seal, Reason.CEASED.code(), Revocation.TYP);
            case WITH_AN_UNKNOWN_REASON -> revoke("civil-affairs", seal, "boredom", Revocation.TYP);
            case AS_ANOTHER_STATEMENT -> revoke("civil-affairs", seal, "ceased", AgencyStatement.TYP);
            case WITH_A_BROKEN_SIGNATURE -> {
                List<String> parts = List.of(by("civil-affairs", agree).jws().split("\\."));
                List<String> others =
                        List.of(by("city-registrar", sample.registrar).jws().split("\\."));
                yield parts.get(0) + "." + parts.get(1) + "." + others.get(2);
            }
        };
    }

    private String revoke(String agency, String kid, String reason, String typ) {
        var claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", "city-registrar")
                .put("iat", SampleDirectory.NOW.getEpochSecond())
                .put("sub", agency)
                .put("kid", kid)
                .put("reason", reason);
        return Jws.sign(typ, claims, sample.registrar).compact();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyElseMay(Refused what) {
        String compact = refused(what);
        assertThatThrownBy(() -> Revocation.verify(compact, sample.directory(), sample.trust()))
                .isInstanceOfSatisfying(
                        RecordRefused.class,
                        e -> assertThat(e.reasons().get(0).code().code()).isEqualTo(what.code));
    }
}
