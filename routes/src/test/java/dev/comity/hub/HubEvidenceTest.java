package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.HpkeKey;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.Wire;
import dev.comity.evidence.EvidenceArchive;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.EvidenceKeys;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.index.ExchangeIndex;
import dev.comity.index.IndexLocation;
import dev.comity.index.Search;
import dev.comity.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub keeps of what it delivered: sealed evidence, and an index of who saw what. */
class HubEvidenceTest {

    private static final EvidencePeriod MONTH = EvidencePeriod.of(SampleInstallation.START);
    private static final HpkeKey KEY = HpkeKey.generate();

    @TempDir
    Path folder;

    private SampleInstallation installation;
    private Path keys;

    @BeforeEach
    void install() throws Exception {
        installation = SampleInstallation.in(folder);
        keys = Files.createDirectories(folder.resolve("hub/evidence/keys"));
        Files.write(
                EvidenceKeys.publicFile(keys, MONTH), Json.bytes(KEY.recipient().jwk()));
    }

    private static Letter transfer(SampleAgency registry) throws Exception {
        return registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer());
    }

    private List<Search.Found> found(Optional<String> subject) throws Exception {
        List<Search.Found> found = new ArrayList<>();
        try (ExchangeIndex index = ExchangeIndex.open(IndexLocation.inFolder(folder))) {
            index.search().subject(subject).forEach(100, found::add);
        }
        return found;
    }

    @Test
    void envelopeAndPresentationsCanBeWrittenAgainByWhoeverHoldsTheMonthsKey() throws Exception {
        Letter sent;
        Letter delivered;
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            sent = transfer(registry);
            registry.send(sent);
            delivered = housing.receive();
        }

        EvidenceArchive archive = new EvidenceArchive(folder.resolve("hub/evidence"));
        String exchange = found(Optional.empty()).get(0).exchange();
        EvidenceItem item = archive.open(exchange, KEY).orElseThrow();

        assertThat(item.envelope()).isEqualTo(sent.body());
        assertThat(item.submission()).isEqualTo(sent.property(Wire.SUBMIT));
        assertThat(item.presentation(delivered.property(Wire.CE_ID))).contains(delivered.body());
        assertThat(found(Optional.empty())).extracting(Search.Found::consumer).contains("housing");
    }

    @Test
    void whatTheProviderSaysAboutItsSubjectsIsFoundByTokenAndNothingElseIs() throws Exception {
        SubjectToken subject =
                new SubjectToken(Base64Url.encode(Crypto.random(32)), Base64Url.encode(Crypto.random(32)));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            registry.subjects = List.of(subject);
            registry.send(transfer(registry).with(Wire.SUBJECTS, SubjectToken.text(List.of(subject))));
            assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
        }

        assertThat(found(Optional.of(subject.token()))).isNotEmpty();
        assertThat(found(Optional.of(subject.salt()))).isEmpty();
        try (var log = Files.walk(folder.resolve("log")).filter(Files::isRegularFile)) {
            assertThat(log.toList())
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), "ISO-8859-1"))
                            .doesNotContain(subject.token()));
        }
    }

    @Test
    void aTokenThatTheStatementDoesNotCommitToIsRefused() throws Exception {
        SubjectToken subject =
                new SubjectToken(Base64Url.encode(Crypto.random(32)), Base64Url.encode(Crypto.random(32)));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            registry.send(transfer(registry).with(Wire.SUBJECTS, SubjectToken.text(List.of(subject))));
            registry.send(transfer(registry).with(Wire.SUBJECTS, "a name"));

            assertThat(registry.receive(2))
                    .allSatisfy(answer ->
                            assertThat(answer.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.REFUSAL))
                    .allSatisfy(answer -> assertThat(answer.property(Wire.ENTRY))
                            .contains("\"code\":\"malformed\",\"path\":\"subjects\""));
        }
    }

    @Test
    void aMonthWithoutAKeyIsToldAndStopsNoDelivery() throws Exception {
        Files.delete(EvidenceKeys.publicFile(keys, MONTH));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            registry.send(transfer(registry));

            assertThat(housing.open(housing.receive()).holds()).isTrue();
            await().until(() ->
                    hub.health().troubles().getOrDefault("hub.evidence", "").contains("no evidence"));
        }
        assertThat(new EvidenceArchive(folder.resolve("hub/evidence")).periods())
                .isEmpty();
    }

    @Test
    void whatCouldNotBeKeptWaitsInTheBrokerAndIsKeptLater() throws Exception {
        // Given: the folder of the month cannot be written
        Path month = folder.resolve("hub/evidence/" + MONTH);
        Files.writeString(month, "no folder");
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            registry.send(transfer(registry));
            assertThat(housing.receive()).isNotNull();
            await().until(() -> !hub.health().up());
            assertThat(hub.queued("hub.evidence")).isEqualTo(1);

            // When
            Files.delete(month);

            // Then
            await().until(() -> hub.queued("hub.evidence") == 0 && hub.health().up());
            assertThat(hub.health().indexLag()).isZero();
        }
        String exchange = found(Optional.empty()).get(0).exchange();
        assertThat(new EvidenceArchive(folder.resolve("hub/evidence")).open(exchange, KEY))
                .isPresent();
    }

    @Test
    void aBreakBetweenLogAndDeliveryKeepsEvidenceOnce() throws Exception {
        // Given: logged, and never delivered
        var logged = new java.util.concurrent.atomic.AtomicBoolean();
        try (Hub hub = installation.start(() -> {
                    logged.set(true);
                    throw new dev.comity.batch.Unavailable("broken on purpose", null);
                });
                SampleAgency registry = installation.agency("land-registry", hub)) {
            registry.send(transfer(registry));
            await().until(logged::get);
        }
        assertThat(new EvidenceArchive(folder.resolve("hub/evidence")).periods())
                .isEmpty();

        // When
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            registry.receive();
        }

        // Then
        List<String> kept = new ArrayList<>();
        new EvidenceArchive(folder.resolve("hub/evidence")).forEach(MONTH, KEY, item -> kept.add(item.exchange()));
        assertThat(kept).hasSize(1);
    }
}
