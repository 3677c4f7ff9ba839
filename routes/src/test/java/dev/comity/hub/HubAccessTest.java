package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.AccessRequest;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import dev.comity.log.StoredLog;
import dev.comity.refusal.RecordRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An auditor's request is an entry of the log before anything is opened, or nothing is opened. */
class HubAccessTest {

    private static final String EXCHANGE = "ab".repeat(32);

    @TempDir
    Path folder;

    private SampleInstallation installation;

    @BeforeEach
    void install() throws Exception {
        installation = SampleInstallation.in(folder);
    }

    private AccessLog log() {
        return new AccessLog(folder, installation.configuration.hub().id(), installation.directory, installation.clock);
    }

    private AccessRequest request(String hub, Instant at) {
        return new AccessRequest(
                "audit-office",
                hub,
                at,
                Base64Url.encode(Crypto.random(32)),
                AccessRequest.What.EVIDENCE,
                Optional.of(EXCHANGE),
                Optional.empty(),
                "A-2026-17");
    }

    private String signed() {
        return request(installation.configuration.hub().id(), installation.clock.instant())
                .sign(installation.auditKeys.of(KeyUse.AUDIT))
                .compact();
    }

    private List<Entry> accesses() throws Exception {
        List<Entry> accesses = new ArrayList<>();
        StoredLog.open(folder.resolve("log")).forEach(0, (index, bytes) -> {
            Entry entry = Entry.parse(bytes);
            if (entry.kind() == Entry.Kind.ACCESS) {
                accesses.add(entry);
            }
        });
        return accesses;
    }

    private void assertLogged(AccessLog.Logged logged) throws Exception {
        assertThat(logged.proof().holdsFor(logged.entry().bytes())).isTrue();
        assertThat(logged.entry().json().path("auditor").asText()).isEqualTo("audit-office");
        assertThat(logged.entry().json().path("what").asText()).isEqualTo("evidence");
        assertThat(logged.entry().json().path("exchange").asText()).isEqualTo(EXCHANGE);
        assertThat(logged.entry().json().path("case").asText()).isEqualTo("A-2026-17");
        assertThat(accesses()).extracting(Entry::json).contains(logged.entry().json());
        assertThat(LogVerifier.verify(folder.resolve("log"), installation.trust, done -> {})
                        .checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isNotEqualTo("fail"));
    }

    @Test
    void theRunningHubLogsItAndKeepsTheSignedRequestBesideTheLog() throws Exception {
        String request = signed();
        try (Hub hub = installation.start()) {
            AccessLog.Logged logged = log().log("one", request);

            assertLogged(logged);
            assertThat(logged.proof().index()).isEqualTo(hub.log().size() - 1);
        }
        try (Stream<Path> statements = Files.list(folder.resolve("log/statements"))) {
            assertThat(statements.toList())
                    .anySatisfy(file -> assertThat(Files.readString(file)).isEqualTo(request));
        }
    }

    @Test
    void withoutAHubItIsAppendedAndTheNextHubGoesOnFromThere() throws Exception {
        installation.start().close();

        assertLogged(log().log("one", signed()));

        try (Hub hub = installation.start()) {
            assertThat(hub.health().up()).isTrue();
            assertLogged(log().log("two", signed()));
        }
        assertThat(accesses()).hasSize(2);
    }

    enum Fault {
        A_KEY_THAT_NOBODY_CERTIFIED("no registrar certified") {
            @Override
            String request(HubAccessTest test) {
                return test.request(test.hub(), test.now())
                        .sign(SigningKey.generate(KeyAlgorithm.ED25519))
                        .compact();
            }
        },
        AN_AGENCYS_KEY("not this auditor's key") {
            @Override
            String request(HubAccessTest test) {
                return test.request(test.hub(), test.now())
                        .sign(test.installation.keys("housing").of(KeyUse.SEAL))
                        .compact();
            }
        },
        ANOTHER_HUB("another hub") {
            @Override
            String request(HubAccessTest test) {
                return test.sign(test.request("other-hub", test.now()));
            }
        },
        TOO_OLD("more than five minutes ago") {
            @Override
            String request(HubAccessTest test) {
                return test.sign(test.request(test.hub(), test.now().minus(Duration.ofMinutes(6))));
            }
        },
        FROM_THE_FUTURE("later than now") {
            @Override
            String request(HubAccessTest test) {
                return test.sign(test.request(test.hub(), test.now().plus(Duration.ofMinutes(6))));
            }
        },
        CHANGED("signature does not hold") {
            @Override
            String request(HubAccessTest test) {
                String signed = test.sign(test.request(test.hub(), test.now()));
                int dot = signed.lastIndexOf('.');
                char other = signed.charAt(dot + 1) == 'A' ? 'B' : 'A';
                return signed.substring(0, dot + 1) + other + signed.substring(dot + 2);
            }
        },
        MADE_BEFORE("made before") {
            @Override
            String request(HubAccessTest test) throws Exception {
                String request = test.signed();
                test.log().log("before", request);
                return request;
            }
        },
        NO_REQUEST_AT_ALL("") {
            @Override
            String request(HubAccessTest test) {
                return "something else";
            }
        };

        final String reason;

        Fault(String reason) {
            this.reason = reason;
        }

        abstract String request(HubAccessTest test) throws Exception;
    }

    private String hub() {
        return installation.configuration.hub().id();
    }

    private Instant now() {
        return installation.clock.instant();
    }

    private String sign(AccessRequest request) {
        return request.sign(installation.auditKeys.of(KeyUse.AUDIT)).compact();
    }

    @ParameterizedTest
    @EnumSource
    void whatNoCertifiedAuditorAsksNowIsNotLogged(Fault fault) throws Exception {
        installation.start().close();
        String request = fault.request(this);
        int before = accesses().size();

        assertThatThrownBy(() -> log().log("one", request))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining(fault.reason);

        assertThat(accesses()).hasSize(before);
    }

    @Test
    void theRunningHubAnswersARefusalWithItsReason() throws Exception {
        try (Hub hub = installation.start()) {
            String request = sign(request("other-hub", now()));

            assertThatThrownBy(() -> log().log("one", request)).hasMessageContaining("another hub");

            assertThat(accesses()).isEmpty();
            assertThat(hub.health().up()).isTrue();
        }
    }

    @Test
    void aCaseHasNoRoomForWords() {
        assertThatThrownBy(() -> new AccessRequest(
                        "audit-office",
                        hub(),
                        now(),
                        "id",
                        AccessRequest.What.EVIDENCE,
                        Optional.of(EXCHANGE),
                        Optional.empty(),
                        "about Zhang San"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
