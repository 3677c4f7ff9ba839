package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much an agency may send, and that its limit is nobody else's trouble. */
class HubLimitsTest {

    @TempDir
    static Path folder;

    private static SampleInstallation installation;
    private static Hub hub;
    private static SampleAgency registry;
    private static SampleAgency civilAffairs;
    private static SampleAgency works;

    @BeforeAll
    static void start() throws Exception {
        installation = SampleInstallation.in(folder);
        limit("land-registry", "{rate: 20, burst: 5}");
        limit("municipal-works", "{rate: 1, burst: 2, beyond: refuse}");
        limit("civil-affairs", "{compact-bytes: 50000}");
        installation.configuration = installation.load();
        hub = installation.start();
        registry = installation.agency("land-registry", hub);
        civilAffairs = installation.agency("civil-affairs", hub);
        works = installation.agency("municipal-works", hub);
    }

    private static void limit(String agency, String limits) throws Exception {
        installation.edit(
                "agencies.yaml", "  %s:\n".formatted(agency), "  %s:\n    limits: %s\n".formatted(agency, limits));
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        civilAffairs.close();
        works.close();
        hub.close();
        var verdict = LogVerifier.verify(folder.resolve("log"), installation.trust, n -> {});
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(LogVerifier.Outcome.VERIFIED);
    }

    @Test
    void anAgencyAtItsLimitWaitsAndLosesNothingWhileAnotherIsServedAtOnce() throws Exception {
        // Given: more than its limit lets through in a second
        int many = 45;
        List<Letter> letters = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            letters.add(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
        }
        registry.send(letters.toArray(Letter[]::new));

        // When
        civilAffairs.send(letterAbout("x"));
        Letter answer = civilAffairs.receive();
        long waiting = hub.queued("in.land-registry");

        // Then
        assertThat(answer.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.REFUSAL);
        assertThat(waiting).isPositive();
        assertThat(registry.receive(many))
                .allSatisfy(receipt ->
                        assertThat(receipt.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED));
    }

    @Test
    void anAgencyWhoseLimitIsHardIsRefusedWithTheLimitInTheMessage() throws Exception {
        for (int i = 0; i < 4; i++) {
            works.send(letterAbout("y" + i));
        }

        List<List<Refusal>> reasons = new ArrayList<>();
        for (Letter receipt : works.receive(4)) {
            reasons.add(Receipt.of(Jws.parse(receipt.body(), 100_000)).reasons());
        }

        assertThat(reasons.get(0)).noneMatch(reason -> reason.code() == RefusalCode.RATE);
        assertThat(reasons.get(3)).anySatisfy(reason -> {
            assertThat(reason.code()).isEqualTo(RefusalCode.RATE);
            assertThat(reason.message()).contains("more than 1 records a second, after a burst of 2");
        });
    }

    @Test
    void anEnvelopeBeyondAnAgencysOwnLimitIsRefusedAndThatIsLogged() throws Exception {
        civilAffairs.send(letterAbout("z".repeat(60_000)));

        Refusal reason = onlyReason(civilAffairs.receive());

        assertThat(reason.code()).isEqualTo(RefusalCode.TOO_LARGE);
        assertThat(reason.message()).contains("50000 bytes");
        assertThat(lastRefused().path("reasons").get(0).path("code").asText()).isEqualTo("too-large");
    }

    @Test
    void whatIsLongerThanAnyEnvelopeIsRefusedWithoutBeingHeldAndItsSenderKnowsWhichOneItWas() throws Exception {
        // Given: the sample hub takes 200,000 bytes, and this is a large message of the broker
        String jws = "not.a.jws";
        civilAffairs.send(letterAbout(jws + "~" + "w".repeat(3_000_000)));

        Refusal reason = onlyReason(civilAffairs.receive());

        assertThat(reason.code()).isEqualTo(RefusalCode.TOO_LARGE);
        assertThat(lastRefused().path("submission").asText())
                .isEqualTo(Base64Url.encode(Crypto.sha256(jws.getBytes(StandardCharsets.UTF_8))));
    }

    private static Refusal onlyReason(Letter receipt) throws Exception {
        return Receipt.of(Jws.parse(receipt.body(), 100_000)).reasons().get(0);
    }

    /** Not an envelope: what is asked here is asked before it is opened. */
    private static Letter letterAbout(String body) {
        return new Letter(body, new HashMap<>(Map.of(Wire.CONTENT_TYPE, Wire.RECORD)), Optional.empty());
    }

    private static ObjectNode lastRefused() throws Exception {
        List<Entry> entries = Kinds.entries(hub.log());
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).kind() == Entry.Kind.REFUSED) {
                return entries.get(i).json();
            }
        }
        throw new AssertionError("nothing was refused");
    }
}
