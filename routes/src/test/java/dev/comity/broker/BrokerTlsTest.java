package dev.comity.broker;

import static dev.comity.broker.SampleBroker.HOUSING;
import static dev.comity.broker.SampleBroker.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.certificate.CertificateAuthority;
import dev.comity.certificate.CertificateRequest;
import dev.comity.certificate.TlsKey;
import dev.comity.certificate.TlsStoreFile;
import dev.comity.client.AmqpSession;
import dev.comity.client.BrokerSession;
import dev.comity.client.HubAccess;
import dev.comity.client.HubAccess.Protocol;
import dev.comity.client.HubSession;
import dev.comity.client.OutgoingMessage;
import dev.comity.client.TlsStores;
import dev.comity.envelope.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that asks for certificates, over both protocols: each agency is who its certificate says, and nobody else comes in. */
class BrokerTlsTest {

    private static final String PASSWORD = "password-of-all-stores";
    private static final Instant NOW = Instant.now();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Path endpoint;
    private static Path storePassword;
    private static CertificateAuthority authority;

    @BeforeAll
    static void start() throws Exception {
        authority = CertificateAuthority.create("sample-hub", NOW);
        storePassword = Files.writeString(folder.resolve("stores.password"), PASSWORD);
        TlsKey key = TlsKey.generate();
        TlsStoreFile.writeIdentity(
                folder.resolve("broker.p12"),
                PASSWORD.toCharArray(),
                key,
                authority.certifyBroker(key, List.of("127.0.0.1"), NOW),
                authority.certificate());
        TlsStoreFile.writeTrust(folder.resolve("trust.p12"), PASSWORD.toCharArray(), authority.certificate());
        for (String agency : List.of(HOUSING, TRANSPORT)) {
            BrokerUsers.register(
                    folder.resolve("hub"),
                    agency,
                    SampleBroker.passwordOf(agency).toCharArray());
        }
        broker = new EmbeddedBroker(new BrokerSettings(
                folder.resolve("hub"),
                "127.0.0.1",
                0,
                Set.of(HOUSING, TRANSPORT),
                List.of(),
                BrokerSettings.QUEUE_BYTES,
                Optional.of(new BrokerTls(
                        folder.resolve("broker.p12"), Optional.of(folder.resolve("trust.p12")), PASSWORD))));
        broker.start();
        endpoint = Files.writeString(
                folder.resolve("endpoint.json"), "{\"host\":\"127.0.0.1\",\"port\":%d}".formatted(broker.port()));
    }

    @AfterAll
    static void stop() {
        broker.stop();
    }

    @ParameterizedTest
    @EnumSource
    void anAgencyComesInWithItsCertificateAndWithoutAPassword(Protocol protocol) throws Exception {
        // Given
        HubAccess housing = access(HOUSING, certified(authority, HOUSING), protocol);

        // When
        try (HubSession session = open(housing)) {
            session.send(letter("from " + protocol));
            session.commit();
        }

        // Then
        try (var hub = broker.connection().transacted()) {
            hub.client().start();
            var message = hub.client().createConsumer(Wire.in(HOUSING)).receive(5_000);
            assertThat(TextMessages.read(message)).contains("from " + protocol);
            message.acknowledge();
            hub.client().commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherAgencysCertificateReadsNothingOfThisOnes(Protocol protocol) throws Exception {
        // Given
        HubAccess wrong = access(HOUSING, certified(authority, TRANSPORT), protocol);

        // Then
        assertThatThrownBy(() -> {
                    try (HubSession session = open(wrong)) {
                        session.receive(1_000);
                    }
                })
                .isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource
    void anotherAgencysPasswordDoesNotHelpACertificate(Protocol protocol) throws Exception {
        // Given
        HubAccess transport = access(TRANSPORT, certified(authority, TRANSPORT), protocol);
        Path password = Files.writeString(folder.resolve("housing.password"), SampleBroker.passwordOf(HOUSING));
        HubAccess wrong = new HubAccess(TRANSPORT, endpoint, password, transport.tls(), protocol);

        // Then
        assertThatThrownBy(() -> open(wrong).close()).isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateOfAnUnknownAuthorityIsRefused(Protocol protocol) throws Exception {
        // Given
        CertificateAuthority unknown = CertificateAuthority.create("sample-hub", NOW);
        HubAccess housing = access(HOUSING, certified(unknown, HOUSING), protocol);

        // Then
        assertThat(comesIn(housing)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theRightCertificateIsNotTakenForARefusal(Protocol protocol) throws Exception {
        assertThat(comesIn(access(HOUSING, certified(authority, HOUSING), protocol)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordAloneIsRefused(Protocol protocol) throws Exception {
        // Given
        Path password = Files.writeString(folder.resolve("alone.password"), SampleBroker.passwordOf(HOUSING));
        Optional<TlsStores> tls =
                Optional.of(new TlsStores(folder.resolve("trust.p12"), Optional.empty(), storePassword));
        HubAccess housing = new HubAccess(HOUSING, endpoint, password, tls, protocol);

        // Then
        assertThat(comesIn(housing)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionInClearIsRefused(Protocol protocol) throws Exception {
        // Given
        Path password = Files.writeString(folder.resolve("clear.password"), SampleBroker.passwordOf(HOUSING));
        HubAccess housing = new HubAccess(HOUSING, endpoint, password, Optional.empty(), protocol);

        // Then
        assertThat(comesIn(housing)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatTheAgencyDoesNotTrustIsLeft(Protocol protocol) throws Exception {
        // Given
        CertificateAuthority other = CertificateAuthority.create("other-hub", NOW);
        Path trust = folder.resolve("other-" + protocol + ".p12");
        TlsStoreFile.writeTrust(trust, PASSWORD.toCharArray(), other.certificate());
        TlsStores stores = new TlsStores(trust, Optional.of(certified(authority, HOUSING)), storePassword);
        HubAccess housing = new HubAccess(HOUSING, endpoint, folder.resolve("none"), Optional.of(stores), protocol);

        // Then
        assertThatThrownBy(() -> open(housing).close()).isInstanceOf(Exception.class);
    }

    private static Path certified(CertificateAuthority by, String agency) throws Exception {
        TlsKey key = TlsKey.generate();
        Path file = Files.createTempFile(folder, agency, ".p12");
        TlsStoreFile.writeIdentity(
                file,
                PASSWORD.toCharArray(),
                key,
                by.certifyAgency(CertificateRequest.of(agency, key), agency, NOW),
                by.certificate());
        return file;
    }

    private static HubAccess access(String agency, Path identity, Protocol protocol) {
        TlsStores stores = new TlsStores(folder.resolve("trust.p12"), Optional.of(identity), storePassword);
        return new HubAccess(agency, endpoint, folder.resolve("no.password"), Optional.of(stores), protocol);
    }

    /** The broker's own client learns late, or by waiting, that TLS has turned it away: whoever may come in needs far less time. */
    private static boolean comesIn(HubAccess access) throws InterruptedException {
        CompletableFuture<Boolean> attempt = CompletableFuture.supplyAsync(() -> {
            try (HubSession session = open(access)) {
                return session.isOpen();
            } catch (Exception refused) {
                return false;
            }
        });
        try {
            return attempt.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HubSession open(HubAccess access) throws Exception {
        return access.protocol() == Protocol.CORE ? BrokerSession.open(access) : AmqpSession.open(access);
    }

    private static OutgoingMessage letter(String body) {
        return new OutgoingMessage(body, Map.of(Wire.CONTENT_TYPE, Wire.ACK), Optional.empty());
    }
}
