package dev.comity.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementsTest {

    private static final SigningKey KEY = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String DIGEST = "A".repeat(43);
    private static final String ID = "0123456789abcdef".repeat(4);

    /** Reads one type of statement. */
    private interface Reader {
        Object read(Jws jws) throws RecordRefused;
    }

    private static final SubmissionStatement SUBMISSION = SubmissionStatement.sign(
            "civil-affairs", "city-hub", NOW, DIGEST, 2, Optional.of(DIGEST), List.of(DIGEST), KEY);
    private static final DeliveryStatement DELIVERY = new DeliveryStatement(
            NOW,
            "housing",
            ID,
            DIGEST,
            ID,
            "housing-deaths",
            DIGEST,
            "reassign-flat",
            DIGEST,
            "hub.example.gov/log",
            1,
            0);
    private static final Acknowledgement ACK = new Acknowledgement(
            "housing", "city-hub", NOW, ID, DIGEST, DIGEST, DIGEST, List.of("name", "deathDate", "name"));
    private static final Receipt ACCEPTED = new Receipt(
            "city-hub",
            "civil-affairs",
            NOW,
            DIGEST,
            Optional.of("j"),
            Optional.of(ID),
            "hub.example.gov/log",
            0,
            List.of());
    private static final Receipt REFUSED = new Receipt(
            "city-hub",
            "civil-affairs",
            NOW,
            DIGEST,
            Optional.empty(),
            Optional.empty(),
            "hub.example.gov/log",
            7,
            List.of(
                    Refusal.of(RefusalCode.SCHEMA, "name", "expected text"),
                    Refusal.of(RefusalCode.EXPIRED, "exp", "late")));

    private static final Map<String, Jws> SIGNED = Map.of(
            "submission", SUBMISSION.jws(),
            "delivery", DELIVERY.sign(KEY),
            "acknowledgement", ACK.sign(KEY),
            "accepted", ACCEPTED.sign(KEY),
            "refused", REFUSED.sign(KEY));
    private static final Map<String, Reader> READERS = Map.of(
            "submission", jws -> SubmissionStatement.parse(jws.compact()),
            "delivery", DeliveryStatement::of,
            "acknowledgement", Acknowledgement::of,
            "accepted", Receipt::of,
            "refused", Receipt::of);

    @Test
    void everyStatementIsReadAsItWasSigned() throws Exception {
        assertThat(SubmissionStatement.parse(SUBMISSION.jws().compact())).isEqualTo(SUBMISSION);
        assertThat(SUBMISSION.verify(KEY.verificationKey())).isTrue();
        assertThat(DeliveryStatement.of(SIGNED.get("delivery"))).isEqualTo(DELIVERY);
        assertThat(Acknowledgement.of(SIGNED.get("acknowledgement"))).isEqualTo(ACK);
        assertThat(ACK.paths()).containsExactly("deathDate", "name");
        assertThat(Receipt.of(SIGNED.get("accepted"))).isEqualTo(ACCEPTED);
        assertThat(Receipt.of(SIGNED.get("refused"))).isEqualTo(REFUSED);
        assertThat(SIGNED.get("refused").payload().get("code").asText()).isEqualTo("schema");
        assertThat(SIGNED.get("refused").payload().get("path").asText()).isEqualTo("name");
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        SIGNED.forEach((signed, jws) -> READERS.forEach((read, reader) -> {
            // A receipt says by its own type whether it accepts or refuses, so one reader reads both.
            if (!signed.equals(read) && !(isReceipt(signed) && isReceipt(read))) {
                pairs.add(Arguments.of(signed, read));
            }
        }));
        return pairs.stream();
    }

    private static boolean isReceipt(String name) {
        return name.equals("accepted") || name.equals("refused");
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("pairs")
    void noStatementPassesForAnother(String signed, String read) {
        RecordRefused refused = catchThrowableOfType(
                RecordRefused.class, () -> READERS.get(read).read(SIGNED.get(signed)));

        assertThat(refused).hasMessageStartingWith("malformed at typ");
        String[] typs = {
            "comity-submit+jwt",
            "kb+jwt",
            "comity-ack+jwt",
            "comity-accepted+jwt",
            "comity-refusal+jwt",
            "comity-record+sd-jwt",
            "comity-agency+jwt"
        };
        assertThat(Stream.of(typs).filter(typ -> SIGNED.get(signed).verify(typ, KEY.verificationKey())))
                .containsExactly(SIGNED.get(signed).typ());
    }

    @Test
    void aReceiptsClaimsDoNotPassUnderTheOtherType() {
        assertThatThrownBy(() -> Receipt.of(
                        Jws.sign(Receipt.ACCEPTED, SIGNED.get("refused").payload(), KEY)))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("payload: a claim outside");
        assertThatThrownBy(() -> Receipt.of(
                        Jws.sign(Receipt.REFUSED, SIGNED.get("accepted").payload(), KEY)))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("reasons");
    }

    static Stream<Arguments> everyClaim() {
        List<Arguments> claims = new ArrayList<>();
        SIGNED.forEach((name, jws) -> jws.payload().fieldNames().forEachRemaining(claim -> {
            if (!claim.equals("jti")) { // of a receipt, where none could be read
                claims.add(Arguments.of(name, claim));
            }
        }));
        return claims.stream();
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("everyClaim")
    void everyClaimIsNeededAndHasItsForm(String statement, String claim) {
        refuses(statement, claim, payload -> payload.remove(claim));
        refuses(statement, claim, payload -> payload.put(claim, true));
        refuses(statement, claim, payload -> payload.putNull(claim));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void aClaimOutsideTheListAndANewerVersionAreRefused(String statement) {
        refuses(statement, "payload", payload -> payload.put("note", 1));
        refuses(statement, "v", payload -> payload.put("v", 2));
    }

    static Stream<String> statements() {
        return SIGNED.keySet().stream();
    }

    @Test
    void claimsThatContradictEachOtherAreRefused() {
        refuses("submission", "prev", p -> p.put("seq", 1));
        refuses("submission", "seq", p -> p.put("seq", 0));
        refuses("submission", "subjects", p -> p.putArray("subjects").add("name of a person"));
        refuses("delivery", "agreement", p -> p.withObject("agreement").put("note", 1));
        refuses("delivery", "withheld", p -> p.put("withheld", -1));
        refuses("delivery", "nonce", p -> p.put("nonce", ID.toUpperCase(java.util.Locale.ROOT)));
        refuses("acknowledgement", "paths", p -> p.putArray("paths").add("b").add("a"));
        refuses("acknowledgement", "paths", p -> p.putArray("paths").add("a").add("a"));
        refuses("acknowledgement", "paths", p -> p.putArray("paths").add("a b"));
        refuses("refused", "code", p -> p.put("code", "expired"));
        refuses("refused", "reasons", p -> p.putArray("reasons"));
        refuses("refused", "reasons[0].code", p -> ((ObjectNode) p.at("/reasons/0")).put("code", "because"));
        refuses("refused", "reasons[1]", p -> ((ObjectNode) p.at("/reasons/1")).put("note", 1));
    }

    private static void refuses(String statement, String path, Consumer<ObjectNode> change) {
        Jws signed = SIGNED.get(statement);
        ObjectNode payload = signed.payload();
        change.accept(payload);
        RecordRefused refused = catchThrowableOfType(
                RecordRefused.class, () -> READERS.get(statement).read(Jws.sign(signed.typ(), payload, KEY)));
        assertThat(refused).as(statement + " " + path).isNotNull();
        assertThat(refused.reasons())
                .as(refused.getMessage())
                .anyMatch(r -> r.path().startsWith(path));
    }
}
