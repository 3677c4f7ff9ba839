package dev.comity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.command.Report;
import dev.comity.config.StoredZip;
import dev.comity.log.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One zip proves one exchange to somebody who has nothing else but the trust anchors; whatever is changed in it shows. */
class EvidenceBundleTest {

    private static City city;
    private static SampleAudit log;
    private static Path folder;
    private static byte[] zip;

    @BeforeAll
    static void export(@TempDir Path shared) throws Exception {
        city = new City(shared.resolve("config"));
        log = new SampleAudit(city);
        folder = log.write(shared.resolve("log"));
        zip = export(Selection.of(log.exchanges.get(1).exchangeId()), true);
    }

    private static byte[] export(Selection selection, boolean withPresentations) throws IOException {
        return EvidenceExport.zip(folder, selection, new EvidenceExport.Kept() {
                    @Override
                    public Optional<byte[]> presentation(Entry released) {
                        return kept(released).map(Exchange::presentation).map(EvidenceBundleTest::ascii);
                    }

                    @Override
                    public Optional<byte[]> envelope(Entry submitted) {
                        return kept(submitted).map(Exchange::envelope).map(EvidenceBundleTest::ascii);
                    }

                    private Optional<Exchange> kept(Entry entry) {
                        return log.exchanges.stream()
                                .filter(e -> withPresentations)
                                .filter(e -> e.exchangeId()
                                        .equals(entry.json().path("exchange").asText()))
                                .findFirst();
                    }
                })
                .orElseThrow();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Answer verify(byte[] bytes) throws IOException {
        return EvidenceCheck.verify(EvidenceFiles.zip(bytes), city.trust());
    }

    /** The exit code that the command would end with. */
    private static int exitCode(byte[] bytes) {
        try {
            return verify(bytes).exitCode(false);
        } catch (IOException unreadable) {
            return 4;
        }
    }

    private static List<String> failed(Answer answer) {
        return answer.checks().stream()
                .filter(item -> item.status().equals("fail"))
                .map(Report.Item::id)
                .toList();
    }

    @Test
    void anExchangeIsVerifiedInEveryCheck() throws Exception {
        Answer answer = verify(zip);

        assertThat(answer.word()).as(answer.lines().toString()).isEqualTo("VERIFIED");
        assertThat(answer.checks())
                .filteredOn(item -> !item.status().equals("pass"))
                .extracting(Report.Item::id)
                .containsExactlyInAnyOrder("log.witnesses", "bundle.complete");
        assertThat(answer.checks())
                .extracting(Report.Item::id)
                .contains(
                        "origin", "statement", "audience", "agreement", "fields", "entry", "proof", "bundle.envelopes");
    }

    @Test
    void aDeliverysIdSelectsItsWholeExchange() throws Exception {
        byte[] byDelivery = export(Selection.of(log.exchanges.get(1).delivery.substring(0, 8)), true);

        assertThat(byDelivery).isEqualTo(zip);
    }

    @Test
    void aPeriodIsVerifiedToo() throws Exception {
        Answer answer = verify(export(Selection.between(City.NOW.plusSeconds(100), City.NOW.plusSeconds(200)), true));

        assertThat(answer.word()).as(answer.lines().toString()).isEqualTo("VERIFIED");
        assertThat(answer.checks())
                .filteredOn(item -> item.id().equals("proof"))
                .extracting(Report.Item::detail)
                .allSatisfy(detail -> assertThat(detail).contains("2 deliveries"));
    }

    @Test
    void withoutPresentationsWhatWasReleasedIsClaimedAndSaidToBe() throws Exception {
        Answer answer = verify(export(Selection.of(log.exchanges.get(1).exchangeId()), false));

        assertThat(answer.exitCode(false)).as(answer.lines().toString()).isEqualTo(3);
        assertThat(answer.checks())
                .filteredOn(item -> item.id().equals("bundle.presentations"))
                .extracting(Report.Item::detail)
                .allSatisfy(detail -> assertThat(detail).contains("claimed"));
    }

    @Test
    void oneByteOfAnyFileInsideIsFoundEvenIfTheZipIsWrittenAnew() throws Exception {
        for (String name : oneOfEachKind()) {
            SortedMap<String, byte[]> files = changed(name);

            Answer answer = verify(StoredZip.write(files));

            assertThat(answer.exitCode(false)).as(name).isEqualTo(1);
            assertThat(failed(answer)).as(name).contains("bundle.manifest");
        }
    }

    @Test
    void oneByteOfAnyFileThatSpeaksIsFoundEvenIfTheManifestIsWrittenAnew() throws Exception {
        for (String name : oneOfEachKind()) {
            if (name.equals(EvidenceFiles.README) || name.equals(EvidenceFiles.MANIFEST)) {
                continue;
            }
            SortedMap<String, byte[]> files = changed(name);
            files.put(EvidenceFiles.MANIFEST, ascii(Manifest.of(files)));

            Answer answer = verify(StoredZip.write(files));

            // A signature line whose key id was changed is that of somebody unknown, and then nobody known has signed.
            List<Integer> expected = name.equals(EvidenceFiles.CHECKPOINT) ? List.of(1, 3) : List.of(1);
            assertThat(answer.exitCode(false)).as(name + answer.lines()).isIn(expected);
        }
    }

    /** The first file of each folder and ending; there are many entries and schemas. */
    private static Collection<String> oneOfEachKind() {
        SortedMap<String, String> kinds = new TreeMap<>();
        for (String name : StoredZip.read(zip).keySet()) {
            kinds.putIfAbsent(name.replaceFirst("/.*\\.", "/*."), name);
        }
        assertThat(kinds.keySet()).contains("MANIFEST", "checkpoint", "entries/*.entry", "entries/*.tlog-proof");
        return kinds.values();
    }

    private static SortedMap<String, byte[]> changed(String name) {
        SortedMap<String, byte[]> files = new TreeMap<>(StoredZip.read(zip));
        byte[] content = files.get(name).clone();
        content[content.length / 2] ^= 1;
        files.put(name, content);
        return files;
    }

    @Test
    void anyRawByteOfTheZipIsFound() {
        for (int at = 0; at < zip.length; at += zip.length / 25) {
            byte[] changed = zip.clone();
            changed[at] ^= 1;
            assertThat(exitCode(changed)).as("byte " + at).isIn(1, 4);
        }
        // The list of files at the end, and the very end, which zip programs read first.
        for (int at = zip.length - 300; at < zip.length; at += 13) {
            byte[] changed = zip.clone();
            changed[at] ^= 4;
            assertThat(exitCode(changed)).as("byte " + at).isIn(1, 4);
        }
    }

    @Test
    void aFileThatIsNotListedIsFound() throws Exception {
        SortedMap<String, byte[]> files = new TreeMap<>(StoredZip.read(zip));
        files.put("note.txt", ascii("nothing to see"));

        assertThat(failed(verify(StoredZip.write(files)))).containsExactly("bundle.manifest");
    }

    @Test
    void aFileThatIsMissingIsFound() throws Exception {
        for (String name : oneOfEachKind()) {
            SortedMap<String, byte[]> files = new TreeMap<>(StoredZip.read(zip));
            files.remove(name);
            assertThat(failed(verify(StoredZip.write(files)))).as(name).contains("bundle.manifest");
        }
    }

    @Test
    void aBundleThatWasPackedAgainSaysSoAndIsStillLookedAt() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream other = new ZipOutputStream(bytes)) {
            for (var file : StoredZip.read(zip).entrySet()) {
                other.putNextEntry(new ZipEntry(file.getKey()));
                other.write(file.getValue());
            }
        }

        assertThat(failed(verify(bytes.toByteArray()))).containsExactly("bundle.form");
    }

    @Test
    void anUnpackedBundleIsVerifiedLikeTheZip(@TempDir Path unpacked) throws Exception {
        for (var file : StoredZip.read(zip).entrySet()) {
            Path target = unpacked.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }

        Answer answer = EvidenceCheck.verify(EvidenceFiles.read(unpacked), city.trust());

        assertThat(answer.word()).as(answer.lines().toString()).isEqualTo("VERIFIED");
    }

    @Test
    void whatUnpacksToMoreThanABundleMayHoldIsRefusedBeforeItFillsTheMemory() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream bomb = new ZipOutputStream(bytes)) {
            bomb.putNextEntry(new ZipEntry("entries/000000000000.entry"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                bomb.write(zeros);
            }
        }

        assertThatThrownBy(() -> EvidenceFiles.zip(bytes.toByteArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than an evidence bundle may be");
    }

    @Test
    void aPresentationWithAFieldMoreThanTheEntryNamesIsFalse() throws Exception {
        Exchange exchange = log.exchanges.get(1);
        var more = new java.util.TreeSet<>(exchange.type().leaves());
        SortedMap<String, byte[]> files = new TreeMap<>(StoredZip.read(zip));
        files.put(EvidenceFiles.PRESENTATIONS + exchange.delivery + ".sdjwt", ascii(exchange.presentationWith(more)));
        files.put(EvidenceFiles.MANIFEST, ascii(Manifest.of(files)));

        Answer answer = verify(StoredZip.write(files));

        assertThat(failed(answer)).contains("fields");
    }

    @Test
    void anAuditorWhoTrustsAnotherRegistrarIsToldSo() throws Exception {
        Answer answer = EvidenceCheck.verify(EvidenceFiles.zip(zip), city.trust(City.key()));

        assertThat(failed(answer)).contains("log.statements");
    }

    @Test
    void everyNameInABundleIsOneThatItsFormatKnows() {
        List<String> folders = new ArrayList<>(StoredZip.read(zip).keySet());

        assertThat(folders)
                .allMatch(name -> name.matches("MANIFEST|README\\.txt|checkpoint"
                        + "|(entries|presentations|envelopes|bundles|statements|agreements|schemas)/.+"));
    }
}
