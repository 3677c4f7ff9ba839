package dev.comity.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.HpkeKey;
import dev.comity.envelope.SubjectToken;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept is found without a key, opened with one, and with nothing else. */
class EvidenceTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-30T23:59:59Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final EvidencePeriod MONTH = EvidencePeriod.of(NOVEMBER);
    private static final HpkeKey KEY = HpkeKey.generate();

    @TempDir
    Path root;

    private Path folder;
    private EvidenceArchive archive;

    @BeforeEach
    void keys() throws IOException {
        folder = root.resolve("evidence");
        archive = new EvidenceArchive(folder);
        Files.createDirectories(root.resolve("keys"));
        Files.write(
                EvidenceKeys.publicFile(root.resolve("keys"), MONTH),
                Json.bytes(KEY.recipient().jwk()));
    }

    private EvidenceWriter writer() {
        return new EvidenceWriter(folder, root.resolve("keys"), "hub.example.gov/log/1");
    }

    private static int keep(EvidenceWriter writer, EvidenceItem... items) throws IOException {
        return writer.append(Stream.of(items).map(EvidenceLine::of).toList());
    }

    private static EvidenceItem item(int number, Instant time) {
        String envelope = "jws" + number + "~d0~d1~d2~";
        var subject = new SubjectToken(Base64Url.encode(Crypto.random(32)), Base64Url.encode(Crypto.random(32)));
        var delivery = new KeptDelivery(number + 1, "delivery-" + number, List.of(0, 2), "kb");
        return new EvidenceItem(
                number, time, "%064x".formatted(number), envelope, "statement", List.of(subject), List.of(delivery));
    }

    @Test
    void anItemIsFoundAndOpensAsItWasKept() throws Exception {
        EvidenceItem first = item(1, NOVEMBER);
        EvidenceItem second = item(2, NOVEMBER);
        try (EvidenceWriter writer = writer()) {
            assertThat(keep(writer, first)).isZero();
            assertThat(keep(writer, second, item(3, NOVEMBER))).isZero();
        }

        var opened = archive.open(second.exchange(), KEY);

        assertThat(opened).hasValue(second);
        assertThat(opened.get().presentation("delivery-2")).hasValue("jws2~d0~d2~kb");
        assertThat(opened.get().presentation("delivery-9")).isEmpty();
        assertThat(archive.find("%064x".formatted(9))).isEmpty();
        assertThat(archive.find(first.exchange()).orElseThrow().kid())
                .isEqualTo(KEY.recipient().kid());
    }

    @Test
    void nothingOfAnItemLiesInClearAndNobodyElseMayReadTheFiles() throws Exception {
        EvidenceItem item = item(1, NOVEMBER);
        try (EvidenceWriter writer = writer()) {
            keep(writer, item);
        }

        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files.toList()).isNotEmpty().allSatisfy(file -> {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("jws1", item.subjects().get(0).token(), "delivery-1");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
    }

    @Test
    void whatIsPassedOnInLinesIsWhatTheyWereMadeFrom() {
        List<EvidenceItem> items = List.of(item(1, NOVEMBER), item(2, DECEMBER));

        List<EvidenceLine> lines = EvidenceLine.parseLines(EvidenceItem.lines(items));

        assertThat(lines).extracting(EvidenceLine::index).containsExactly(1L, 2L);
        assertThat(lines).extracting(EvidenceLine::time).containsExactly(NOVEMBER, DECEMBER);
        assertThat(lines)
                .extracting(EvidenceLine::subjects)
                .containsExactly(items.get(0).subjects(), items.get(1).subjects());
        assertThat(EvidenceItem.parseLines(EvidenceLine.join(lines))).isEqualTo(items);
    }

    @Test
    void aLineWithItsMembersInTheirFormerOrderIsPassedOn() throws Exception {
        EvidenceItem item = item(1, NOVEMBER);
        ObjectNode json = Json.parseObject(item.bytes());
        json.set("subjects", json.remove("subjects"));

        List<EvidenceLine> lines = EvidenceLine.parseLines(Json.bytes(json));

        assertThat(lines).extracting(EvidenceLine::subjects).containsExactly(item.subjects());
        assertThat(EvidenceItem.parseLines(EvidenceLine.join(lines))).containsExactly(item);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{",
                "{\"v\":2,\"index\":1,\"time\":\"2026-11-30T23:59:59Z\",\"exchange\":\"0\",\"subjects\":\"\"}",
                "{\"v\":1,\"index\":1,\"time\":\"2026-11-30T23:59:59Z\",\"exchange\":\"0\",\"subjects\":\"\"}",
                "{\"v\":1,\"index\":1,\"time\":\"yesterday\",\"exchange\":\"0\",\"subjects\":\"\"}",
                "{\"v\":1,\"index\":\"a value\",\"time\":\"2026-11-30T23:59:59Z\",\"exchange\":\"0\",\"subjects\":\"\"}"
            })
    void aLineThatIsNoEvidenceIsNotPassedOn(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EvidenceLine.parseLines(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("a value");
    }

    /** As the writer made them before. */
    @Test
    void aFrameOfTheFormerSuiteStillOpens() throws Exception {
        byte[] header = Json.bytes(Json.object()
                .put("v", 1)
                .put("origin", "hub.example.gov/log/1")
                .put("period", MONTH.toString())
                .put("suite", "hpke-x25519-hkdf-sha256-chacha20-poly1305")
                .put("kid", KEY.recipient().kid())
                .set("exchanges", Json.object().arrayNode()));
        EvidenceItem item = item(1, NOVEMBER);
        byte[] info = "comity-evidence/1".getBytes(StandardCharsets.US_ASCII);
        byte[] point = Base64Url.decode(KEY.recipient().jwk().get("x").textValue());
        var context = new HPKE(
                        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305)
                .setupBaseS(new X25519PublicKeyParameters(point), info);
        byte[] sealed =
                Arrays.concatenate(context.getEncapsulation(), context.seal(header, EvidenceItem.lines(List.of(item))));

        assertThat(EvidenceFrame.of(header, sealed).open(KEY)).hasValue(List.of(item));
    }

    @Test
    void eachMonthHasItsKeyAndAMonthWithoutOneKeepsNothing() throws Exception {
        try (EvidenceWriter writer = writer()) {
            assertThat(keep(writer, item(1, NOVEMBER), item(2, DECEMBER))).isEqualTo(1);
        }

        assertThat(archive.periods()).containsExactly(MONTH);
        assertThat(archive.find("%064x".formatted(2))).isEmpty();
    }

    @Test
    void aFileThatIsNoPublicKeyIsAnErrorAndNeverNoKey() throws Exception {
        Files.writeString(EvidenceKeys.publicFile(root.resolve("keys"), MONTH), "{}");

        try (EvidenceWriter writer = writer()) {
            assertThatThrownBy(() -> keep(writer, item(1, NOVEMBER)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("2026-11.jwk");
        }
    }

    @Test
    void anotherKeyOpensNothingAndTheMessageSaysWhich() throws Exception {
        try (EvidenceWriter writer = writer()) {
            keep(writer, item(1, NOVEMBER));
        }
        HpkeKey other = HpkeKey.generate();

        assertThatThrownBy(() -> archive.open("%064x".formatted(1), other))
                .isInstanceOf(EvidenceUnreadable.class)
                .hasMessageContaining(KEY.recipient().kid())
                .hasMessageContaining(other.recipient().kid());
    }

    @Test
    void aChangedByteAnywhereInAFrameIsNoticed() throws Exception {
        try (EvidenceWriter writer = writer()) {
            keep(writer, item(1, NOVEMBER));
        }
        Path segment = folder.resolve("2026-11/000001.evidence");
        byte[] whole = Files.readAllBytes(segment);
        List<Integer> unnoticed = new ArrayList<>();

        for (int at = 0; at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(segment, changed);
            if (opens()) {
                unnoticed.add(at);
            }
        }

        assertThat(unnoticed).isEmpty();
    }

    private boolean opens() throws IOException {
        try {
            return archive.open("%064x".formatted(1), KEY).isPresent();
        } catch (EvidenceUnreadable e) {
            return false;
        }
    }

    @Test
    void aFrameThatACrashCutOffHidesNoOther() throws Exception {
        try (EvidenceWriter writer = writer()) {
            keep(writer, item(1, NOVEMBER));
            keep(writer, item(2, NOVEMBER));
        }
        Path segment = folder.resolve("2026-11/000001.evidence");
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 20), StandardOpenOption.TRUNCATE_EXISTING);

        // the next start keeps again what was not confirmed
        try (EvidenceWriter writer = writer()) {
            keep(writer, item(2, NOVEMBER), item(3, NOVEMBER));
        }

        List<Long> seen = new ArrayList<>();
        archive.forEach(MONTH, KEY, item -> seen.add(item.index()));
        assertThat(seen).containsExactly(1L, 2L, 3L);
        assertThat(archive.open("%064x".formatted(2), KEY)).isPresent();
    }

    @Test
    void anArchiveThatWasNeverWrittenIsEmpty() throws Exception {
        assertThat(archive.periods()).isEmpty();
        assertThat(archive.find("%064x".formatted(1))).isEmpty();
    }
}
