package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.log.LogVerifier.LogVerdict;
import dev.comity.log.LogVerifier.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 700 entries in rounds of 70: two full bundles, a partial one of 188, and an older partial one of 118. */
class LogVerifierTest {

    private static final int SIZE = 700;

    @TempDir
    static Path sample;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeSample() throws IOException {
        SampleLog.write(sample, SIZE, 70);
    }

    @BeforeEach
    void copySample() throws IOException {
        try (var files = Files.walk(sample)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(sample.relativize(file));
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private LogVerdict verify() throws IOException {
        return LogVerifier.verify(folder, SampleTrust.inSampleLog(), done -> {});
    }

    private static Map<String, String> statuses(LogVerdict verdict) {
        return verdict.checks().stream().collect(Collectors.toMap(LogVerifier.Check::id, LogVerifier.Check::status));
    }

    private void assertFalseFrom(long entry) throws IOException {
        LogVerdict verdict = verify();
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.FALSE);
        assertThat(verdict.firstUntrusted()).as(verdict.toString()).hasValue(entry);
    }

    @Test
    void anUntouchedLogIsVerifiedAndTheTimeIsSaidNotToBeJudged() throws IOException {
        LogVerdict verdict = verify();

        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.VERIFIED);
        assertThat(verdict.entries()).isEqualTo(SIZE);
        assertThat(verdict.firstUntrusted()).isEmpty();
        assertThat(statuses(verdict))
                .isEqualTo(Map.of(
                        "log.witnessedTimes", "skipped",
                        "log.checkpoint", "pass",
                        "log.tiles", "pass",
                        "log.entries", "pass",
                        "log.time", "pass",
                        "log.deliveries", "pass",
                        "log.submissions", "pass",
                        "log.witnesses", "skipped"));
        assertThat(verdict.checks().get(6).detail()).contains("times are not judged");
    }

    /** A byte of the hash or entry at a position of a file is changed. */
    @ParameterizedTest
    @CsvSource({
        "tile/0/000,           32, 1",
        "tile/0/001,         8191, 511",
        "tile/0/002.p/188,      0, 512",
        "tile/0/002.p/188,   6015, 699",
        "tile/0/002.p/118,   3200, 612",
        "tile/1/000.p/2,        5, 0",
        "tile/1/000.p/2,       40, 256",
        "tile/entries/000,      9, 0",
        "tile/entries/002.p/118, 9, 512",
        "tile/entries/002.p/188, 9, 512",
    })
    void aChangedByteIsFoundAndTheFirstEntryBelowItNamed(String file, int position, long entry) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        bytes[position] ^= 4;
        Files.write(folder.resolve(file), bytes);

        assertFalseFrom(entry);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "255", "256", "300", "511", "512", "650", "699"})
    void anEditedEntryIsNamedExactly(int index) throws IOException {
        rewriteBundle(index / 256, entries -> entries.get(index % 256)[30] ^= 1);
        assertFalseFrom(index);
    }

    @Test
    void aLengthThatWasChangedIsNamedExactly() throws IOException {
        int offset = 0;
        for (int i = 256; i < 300; i++) {
            offset += 2 + SampleLog.entry(i).length;
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("tile/entries/001"));
        bytes[offset + 1] ^= 1;
        Files.write(folder.resolve("tile/entries/001"), bytes);

        assertFalseFrom(300);
    }

    @Test
    void anEntryEditedTogetherWithItsLeafHashIsFoundByTheTileAbove() throws IOException {
        rewriteBundle(1, entries -> entries.get(44)[30] ^= 1);
        rewriteLeafTile(1);
        // The tile above vouches for 256 entries together.
        assertFalseFrom(256);
    }

    @Test
    void anEntryEditedTogetherWithAllTilesIsFoundByTheCheckpoint() throws IOException {
        rewriteBundle(1, entries -> entries.get(44)[30] ^= 1);
        rewriteLeafTile(1);
        byte[] above = Files.readAllBytes(folder.resolve("tile/1/000.p/2"));
        byte[] root = Merkle.root(HashTile.decode(Files.readAllBytes(folder.resolve("tile/0/001"))));
        System.arraycopy(root, 0, above, 32, 32);
        Files.write(folder.resolve("tile/1/000.p/2"), above);
        // Everything fits together and nothing fits the root: no entry is vouched for.
        assertFalseFrom(0);
    }

    @Test
    void anEditThatHidesBehindAnotherOneIsNotOverlooked() throws IOException {
        rewriteBundle(1, entries -> entries.get(10)[30] ^= 1);
        rewriteLeafTile(1);
        rewriteBundle(1, entries -> entries.get(200)[30] ^= 1);
        assertFalseFrom(256);
    }

    @Test
    void twoSwappedEntriesAreFound() throws IOException {
        rewriteBundle(2, entries -> {
            byte[] first = entries.get(5);
            entries.set(5, entries.get(6));
            entries.set(6, first);
        });
        assertFalseFrom(517);
    }

    @Test
    void aRemovedEntryIsFound() throws IOException {
        rewriteBundle(0, entries -> entries.remove(77));
        assertFalseFrom(77);
    }

    @ParameterizedTest
    @CsvSource({
        "tile/0/000,              0",
        "tile/0/002.p/188,      512",
        "tile/1/000.p/2,          0",
        "tile/entries/001,      256",
        // The older partial bundle still holds entries up to 629.
        "tile/entries/002.p/188, 630",
    })
    void aRemovedFileIsFound(String file, long entry) throws IOException {
        Files.delete(folder.resolve(file));
        assertFalseFrom(entry);
    }

    @Test
    void aPartialTileBesideItsFullTileMustBeItsBeginning() throws IOException {
        // A crash may leave it; the hub removes it when it starts.
        byte[] hashes = Arrays.copyOf(Files.readAllBytes(folder.resolve("tile/0/001")), 5 * 32);
        Files.createDirectories(folder.resolve("tile/0/001.p"));
        Files.write(folder.resolve("tile/0/001.p/5"), hashes);
        Files.createDirectories(folder.resolve("tile/entries/001.p"));
        Files.write(folder.resolve("tile/entries/001.p/5"), EntryBundle.encode(SampleLog.entries(256, 5)));
        assertThat(verify().outcome()).isEqualTo(Outcome.VERIFIED);

        Files.write(folder.resolve("tile/entries/001.p/5"), EntryBundle.encode(SampleLog.entries(257, 5)));
        assertFalseFrom(256);
        Files.write(folder.resolve("tile/entries/001.p/5"), EntryBundle.encode(SampleLog.entries(256, 5)));
        hashes[70] ^= 1;
        Files.write(folder.resolve("tile/0/001.p/5"), hashes);
        assertFalseFrom(258);
    }

    @Test
    void anOlderPartialTileMayBeMissing() throws IOException {
        Files.delete(folder.resolve("tile/0/002.p/118"));
        Files.delete(folder.resolve("tile/entries/002.p/118"));
        assertThat(verify().outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void aTailCutFromFilesBelowAKeptCheckpointIsFound() throws IOException {
        Files.delete(folder.resolve("tile/0/002.p/188"));
        Files.delete(folder.resolve("tile/entries/002.p/188"));
        assertFalseFrom(630);
    }

    @Test
    void aTailCutAtTheEndOfABundleIsFound() throws IOException {
        deleteAll("tile/0/002.p");
        deleteAll("tile/entries/002.p");
        assertFalseFrom(512);
    }

    @Test
    void aLogWithoutAnyTilesBelowItsCheckpointIsFalse() throws IOException {
        deleteAll("tile");
        assertFalseFrom(0);
    }

    @ParameterizedTest
    @CsvSource({
        "tile/notes.txt",
        "tile/0/000.tmp",
        "tile/0/2",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/entries/x000/001",
        "tile/64/000",
        "tile/00/000",
        "tile/0/.hidden"
    })
    void aStrayFileIsFoundAndCastsDoubtOnNoEntry(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), "stray");

        LogVerdict verdict = verify();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FALSE);
        assertThat(verdict.firstUntrusted()).isEmpty();
        assertThat(verdict.checks().get(1).location()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "tile/0/003",
        "tile/0/002.p/189",
        "tile/0/002",
        "tile/5/000.p/1",
        "tile/entries/x999/x999/x999/x999/x999/999"
    })
    void aTileBeyondTheCheckpointIsFound(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), "appended out of turn");
        assertFalseFrom(SIZE);
    }

    @Test
    void anOlderCheckpointPutBackIsFound() throws IOException {
        Path older = Files.createTempDirectory(folder, "older");
        SampleLog.write(older, 630, 70);
        Files.copy(older.resolve("checkpoint"), folder.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        assertFalseFrom(630);
    }

    @Test
    void aCheckpointWithAnotherSizeAndTheOldSignatureIsFalse() throws IOException {
        String note = Files.readString(folder.resolve("checkpoint"));
        Files.writeString(folder.resolve("checkpoint"), note.replace("\n700\n", "\n699\n"));

        assertFalseFrom(0);
        assertThat(statuses(verify())).containsEntry("log.checkpoint", "fail");
    }

    @Test
    void aForkedCheckpointOfTheSameSizeIsFalse() throws IOException {
        Checkpoint forked = Checkpoint.sign(SampleLog.ORIGIN, SIZE, new byte[32], SampleLog.KEY);
        Files.writeString(folder.resolve("checkpoint"), forked.note());
        assertFalseFrom(0);
    }

    @Test
    void aCheckpointUnderAKeyThatNobodyKnowsIsIndeterminate() throws IOException {
        SigningKey other = SigningKey.generate(KeyAlgorithm.ED25519);
        Checkpoint now = Checkpoint.parse(Files.readString(folder.resolve("checkpoint")));
        Files.writeString(
                folder.resolve("checkpoint"),
                Checkpoint.sign(SampleLog.ORIGIN, now.size(), now.root(), other).note());

        LogVerdict verdict = verify();

        assertThat(verdict.outcome()).isEqualTo(Outcome.INDETERMINATE);
        assertThat(verdict.outcome().exitCode()).isEqualTo(3);
        assertThat(verdict.firstUntrusted()).hasValue(0);
    }

    @Test
    void aLogThatTheTrustFileDoesNotNameIsIndeterminateButAFalseTreeIsStillFalse() throws IOException {
        VerifierKey other = VerifierKey.ofLog("other.example.gov/log", SampleLog.KEY.verificationKey());
        assertThat(LogVerifier.verify(folder, SampleTrust.in(other), n -> {}).outcome())
                .isEqualTo(Outcome.INDETERMINATE);

        Files.delete(folder.resolve("tile/0/000"));
        assertThat(LogVerifier.verify(folder, SampleTrust.in(other), n -> {}).outcome())
                .isEqualTo(Outcome.FALSE);
    }

    @Test
    void aMissingCheckpointIsFalseWhereThereAreTiles() throws IOException {
        Files.delete(folder.resolve("checkpoint"));
        assertFalseFrom(0);
    }

    @Test
    void aFolderWithoutALogIsAnInputError() throws IOException {
        Path empty = Files.createTempDirectory(folder, "empty");
        assertThatThrownBy(() -> LogVerifier.verify(empty, SampleTrust.inSampleLog(), n -> {}))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> LogVerifier.verify(empty.resolve("no"), SampleTrust.inSampleLog(), n -> {}))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aNewerFormatIsNotJudged() throws IOException {
        Files.writeString(folder.resolve("VERSION"), "2\n");
        assertThat(verify().outcome()).isEqualTo(Outcome.INDETERMINATE);
    }

    @Test
    void aFolderOrALinkInPlaceOfATileIsFalse() throws IOException {
        Files.delete(folder.resolve("tile/0/000"));
        Files.createDirectory(folder.resolve("tile/0/000"));
        assertFalseFrom(0);
        Files.delete(folder.resolve("tile/0/000"));
        Files.createSymbolicLink(folder.resolve("tile/0/000"), sample.resolve("tile/0/000"));
        assertFalseFrom(0);
    }

    private interface BundleEdit {
        void apply(List<byte[]> entries);
    }

    private void rewriteBundle(int number, BundleEdit edit) throws IOException {
        Path file = folder.resolve(bundlePath(number));
        List<byte[]> entries = new java.util.ArrayList<>(
                EntryBundle.decode(Files.readAllBytes(file), 256).entries());
        edit.apply(entries);
        Files.write(file, EntryBundle.encode(entries));
    }

    private static String bundlePath(int number) {
        return number < 2 ? "tile/entries/00" + number : "tile/entries/002.p/188";
    }

    private void rewriteLeafTile(int number) throws IOException {
        List<byte[]> entries = EntryBundle.decode(Files.readAllBytes(folder.resolve(bundlePath(number))), 256)
                .entries();
        byte[] hashes = HashTile.encode(entries.stream().map(Merkle::leafHash).toList());
        Files.write(folder.resolve("tile/0/00" + number), hashes);
    }

    private void deleteAll(String below) throws IOException {
        try (var files = Files.walk(folder.resolve(below))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
