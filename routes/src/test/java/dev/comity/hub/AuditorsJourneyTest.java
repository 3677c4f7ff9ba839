package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.cli.CommandLines;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.HpkeKey;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.Wire;
import dev.comity.evidence.EvidenceKeys;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.json.Json;
import dev.comity.log.StoredLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor's day at the command line, on the data folder of a hub that does not run. */
class AuditorsJourneyTest {

    private static final EvidencePeriod MONTH = EvidencePeriod.of(SampleInstallation.START);
    private static final HpkeKey KEY = HpkeKey.generate();
    private static final SubjectToken SUBJECT =
            new SubjectToken(Base64Url.encode(Crypto.random(32)), Base64Url.encode(Crypto.random(32)));

    @TempDir
    Path folder;

    private Path auditor;

    private record Run(int exitCode, String out, String err) {
        JsonNode json() throws Exception {
            return Json.parse(out);
        }

        @Override
        public String toString() {
            return exitCode + "\n" + out + err;
        }
    }

    private Run run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--data");
        all.add(folder.toString());
        int exitCode = CommandLines.of(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    /** One hub serves all tests: each works on a copy of what it left. */
    @TempDir
    static Path made;

    @BeforeAll
    static void exchange() throws Exception {
        Path folder = made;
        SampleInstallation installation = SampleInstallation.in(folder);
        Path keys = Files.createDirectories(folder.resolve("hub/evidence/keys"));
        Files.write(
                EvidenceKeys.publicFile(keys, MONTH), Json.bytes(KEY.recipient().jwk()));
        Path auditor = Files.createDirectories(folder.resolve("auditor"));
        KEY.write(EvidenceKeys.privateFile(auditor, MONTH));
        installation.auditKeys.of(KeyUse.AUDIT).write(auditor.resolve(AccessLog.AUDIT_KEY));
        Files.writeString(folder.resolve("trust.yaml"), installation.trust.toYaml());
        Path directory = Files.createDirectories(folder.resolve("directory"));
        for (var statement : installation.directory.agencies().values()) {
            Files.writeString(directory.resolve(statement.agency() + ".jwt"), statement.jws());
        }
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            registry.subjects = List.of(SUBJECT);
            registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer())
                    .with(Wire.SUBJECTS, SubjectToken.text(List.of(SUBJECT))));
            registry.receive();
        }
    }

    @BeforeEach
    void copy() throws Exception {
        auditor = folder.resolve("auditor");
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file :
                    files.filter(f -> !f.startsWith(made.resolve("hub/broker"))).toList()) {
                Path copy = folder.resolve(made.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private String exchangeId() throws Exception {
        return run("audit", "search", "--to", "housing", "-o", "json")
                .json()
                .get(0)
                .path("exchange")
                .asText();
    }

    private long logged() throws Exception {
        return StoredLog.open(folder.resolve("log")).size();
    }

    private Run access(String id, Path out) {
        return run("audit", "access", id, "--auditor", auditor.toString(), "--case", "A-1", "--out", out.toString());
    }

    @Test
    void whoSawAFieldIsAnArrayThatLeadsToProof() throws Exception {
        Run run = run("audit", "search", "--to", "housing", "-o", "json");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.json().isArray()).isTrue();
        JsonNode first = run.json().get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .contains(
                        "exchange", "time", "provider", "consumer", "record", "agreement", "purpose", "basis", "proof");
        assertThat(first.path("proof").asText())
                .startsWith("comity audit export " + first.path("exchange").asText());
        assertThat(run("audit", "search", "--subject=" + SUBJECT.token(), "-o", "json")
                        .json())
                .isNotEmpty();
        assertThat(run("audit", "search", "--subject=" + SUBJECT.salt(), "-o", "json")
                        .json())
                .isEmpty();
        assertThat(run("audit", "search", "--subject", "Zhang San").exitCode()).isEqualTo(2);
        assertThat(run("audit", "search", "--since", "2026-11-24", "--until", "2026-11-25T00:00:00+08:00", "-o", "json")
                        .json())
                .isNotEmpty();
        assertThat(run("audit", "search", "--since", "yesterday").exitCode()).isEqualTo(2);
    }

    @Test
    void aCopyOfTheLogAloneCanBeSearchedTooButNotForSubjects() throws Exception {
        try (Stream<Path> hub = Files.walk(folder.resolve("hub/index"))) {
            for (Path file : hub.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }

        assertThat(run("audit", "search", "-o", "json").json()).isNotEmpty();
        Run subject = run("audit", "search", "--subject=" + SUBJECT.token());
        assertThat(subject.exitCode()).as(subject.toString()).isEqualTo(5);
    }

    @Test
    void theStoryNamesFileAndLineAndIsToldToWhomItConcerns() throws Exception {
        String id = exchangeId();

        Run all = run("explain", id.substring(0, 12), "-o", "json");

        assertThat(all.exitCode()).as(all.toString()).isZero();
        assertThat(all.json().path("exchange").asText()).isEqualTo(id);
        assertThat(all.out()).containsPattern("\"rule\" : \"config/agreements/[^\"]+:\\d+\"");
        assertThat(all.json().at("/evidence/kept").asBoolean()).isTrue();
        assertThat(run("explain", id, "--as", "housing").exitCode()).isZero();
        assertThat(run("explain", id, "--as", "transport").exitCode()).isEqualTo(4);
    }

    @Test
    void evidenceIsOpenedAfterTheLogSaysSoAndDecidesAgain() throws Exception {
        String id = exchangeId();
        long before = logged();
        Path opened = folder.resolve("opened");

        Run access = access(id.substring(0, 12), opened);

        assertThat(access.exitCode()).as(access.toString()).isZero();
        assertThat(logged()).isEqualTo(before + 1);
        assertThat(Files.readString(opened.resolve("access.entry"), StandardCharsets.UTF_8))
                .contains("\"kind\":\"access\"", "\"auditor\":\"audit-office\"", id);
        assertThat(opened.resolve("envelopes").resolve(id + ".sdjwt")).exists();
        assertThat(run("explain", id).out()).contains("access");
        Path out = folder.resolve("out");
        Run export = run("audit", "export", id, "--opened", opened.toString(), "--out", out.toString());
        assertThat(export.exitCode()).as(export.toString()).isZero();
        Path zip;
        try (Stream<Path> zips = Files.list(out)) {
            zip = zips.findFirst().orElseThrow();
        }
        StringWriter said = new StringWriter();
        int exitCode = CommandLines.of(new PrintWriter(said, true), new PrintWriter(said, true))
                .execute(
                        "audit",
                        "replay",
                        zip.toString(),
                        "--trust",
                        folder.resolve("trust.yaml").toString());
        assertThat(exitCode).as(said.toString()).isZero();
    }

    @Test
    void withoutTheMonthsKeyNothingIsLoggedOrOpened() throws Exception {
        String id = exchangeId();
        long before = logged();
        Files.delete(EvidenceKeys.privateFile(auditor, MONTH));

        Run access = access(id, folder.resolve("opened"));

        assertThat(access.exitCode()).as(access.toString()).isEqualTo(3);
        assertThat(logged()).isEqualTo(before);
        assertThat(folder.resolve("opened")).doesNotExist();
    }

    @Test
    void aKeyThatNoRegistrarCertifiedOpensNothing() throws Exception {
        String id = exchangeId();
        long before = logged();
        Files.delete(auditor.resolve(AccessLog.AUDIT_KEY));
        SigningKey.generate(KeyAlgorithm.ED25519).write(auditor.resolve(AccessLog.AUDIT_KEY));

        assertThat(access(id, folder.resolve("opened")).exitCode()).isEqualTo(1);
        assertThat(logged()).isEqualTo(before);
        assertThat(folder.resolve("opened")).doesNotExist();
        assertThat(run("audit", "access", id, "--auditor", auditor.toString(), "--case", "two words", "--out", "o")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void aWholeMonthIsOpenedUnderOneEntry() throws Exception {
        long before = logged();
        Path opened = folder.resolve("opened");

        Run access = run(
                "audit",
                "access",
                "--period",
                MONTH.toString(),
                "--auditor",
                auditor.toString(),
                "--case",
                "A-1",
                "--out",
                opened.toString());

        assertThat(access.exitCode()).as(access.toString()).isZero();
        assertThat(logged()).isEqualTo(before + 1);
        assertThat(opened.resolve("envelopes")).isNotEmptyDirectory();
    }

    @Test
    void tokensThatWereLostComeBackWithTheAuditorsAndErasedOnesDoNot() throws Exception {
        // Given: an index that lost its tokens
        assertThat(run("audit", "erase", "--period", "2026-10").exitCode()).isZero();
        try (var index = dev.comity.index.ExchangeIndex.open(dev.comity.index.IndexLocation.inFolder(folder))) {
            index.eraseTokens(0, Long.MAX_VALUE);
        }
        assertThat(run("audit", "search", "--subject=" + SUBJECT.token(), "-o", "json")
                        .json())
                .isEmpty();

        // When
        Run rebuilt = run("audit", "rebuild-index", "--auditor", auditor.toString(), "--case", "A-2");

        // Then
        assertThat(rebuilt.exitCode()).as(rebuilt.toString()).isZero();
        assertThat(run("audit", "search", "--subject=" + SUBJECT.token(), "-o", "json")
                        .json())
                .isNotEmpty();

        // and after the month is erased neither evidence nor tokens are there
        String id = exchangeId();
        Run erased = run("audit", "erase", "--period", MONTH.toString(), "--auditor", auditor.toString());
        assertThat(erased.exitCode()).as(erased.toString()).isZero();
        assertThat(EvidenceKeys.privateFile(auditor, MONTH)).doesNotExist();
        assertThat(run("audit", "search", "--subject=" + SUBJECT.token(), "-o", "json")
                        .json())
                .isEmpty();
        assertThat(access(id, folder.resolve("opened")).exitCode()).isEqualTo(3);
        assertThat(run("audit", "search", "-o", "json").json()).isNotEmpty();
    }
}
