package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever append has acknowledged is there after a crash at any moment, and the folder verifies. */
class CrashTest {

    private static final int[] ROUNDS = {1, 3, 120, 131, 1, 1, 260, 3};

    @TempDir
    Path temporary;

    @Test
    void aCrashAtAnyOperationLosesNothingThatWasAcknowledged() throws IOException {
        long total = operationsOfAWholeRun();
        for (long crash = 0; crash < total; crash++) {
            for (int seed = 0; seed < 2; seed++) {
                crashAndReopen(crash, seed);
            }
        }
        assertThat(total).isGreaterThan(80);
    }

    private long operationsOfAWholeRun() throws IOException {
        CrashingDisk disk = new CrashingDisk(Long.MAX_VALUE, new Random(1));
        appendUntilPowerIsLost(temporary.resolve("whole"), disk, new ArrayList<>());
        return disk.operations();
    }

    private void crashAndReopen(long crash, int seed) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("crash-" + crash + "-" + seed));
        Random random = new Random(crash * 31 + seed);
        List<byte[]> acknowledged = new ArrayList<>();
        appendUntilPowerIsLost(folder, new CrashingDisk(crash, random), acknowledged);
        // The second crash may fall into the recovery from the first; what it appends differs from what was lost.
        appendUntilPowerIsLost(folder, new CrashingDisk(random.nextInt(60), random), acknowledged);

        try (TileLog log = SampleLog.openUnsynced(folder)) {
            assertHolds(log, acknowledged);
            assertVerifies(folder);
            log.append(List.of(SampleLog.entry(9_000 + crash), SampleLog.entry(9_001)));
            assertThat(log.size()).isGreaterThanOrEqualTo(acknowledged.size() + 2L);
        }
        assertVerifies(folder);
    }

    /** @param acknowledged in: what must be there; out: also what append acknowledged now */
    private static void appendUntilPowerIsLost(Path folder, CrashingDisk disk, List<byte[]> acknowledged)
            throws IOException {
        try (TileLog log = TileLog.open(folder, LogSigner.of(SampleLog.ORIGIN, SampleLog.KEY), disk)) {
            assertHolds(log, acknowledged);
            acknowledged.clear();
            log.forEach(0, (index, entry) -> acknowledged.add(entry));
            for (int round : ROUNDS) {
                List<byte[]> entries = SampleLog.entries(disk.operations() * 1000, round);
                log.append(entries);
                acknowledged.addAll(entries);
            }
        } catch (IOException broken) {
            // What was acknowledged before counts.
        }
        disk.losePower();
    }

    private static void assertHolds(TileLog log, List<byte[]> acknowledged) throws IOException {
        List<byte[]> found = new ArrayList<>();
        log.forEach(0, (index, entry) -> found.add(entry));
        assertThat(found.size()).isGreaterThanOrEqualTo(acknowledged.size());
        for (int i = 0; i < acknowledged.size(); i++) {
            assertThat(found.get(i)).isEqualTo(acknowledged.get(i));
        }
    }

    private static void assertVerifies(Path folder) throws IOException {
        var verdict = LogVerifier.verify(folder, SampleTrust.inSampleLog(), n -> {});
        assertThat(verdict.checks())
                .filteredOn(c -> c.id().equals("log.tiles"))
                .allMatch(c -> c.status().equals("pass"));
        assertThat(verdict.checks())
                .filteredOn(c -> c.id().equals("log.checkpoint"))
                .allMatch(c -> c.status().equals("pass"));
    }

    @Test
    void aSignedCheckpointThatACrashKeptFromItsPlaceIsPublishedAndNotContradicted() throws IOException {
        // Given a crash between signing and publishing
        SampleLog.write(temporary, 10, 10);
        byte[] old = Files.readAllBytes(temporary.resolve("checkpoint"));
        SampleLog.write(temporary.resolve("other"), 1, 1);
        try (TileLog log = SampleLog.open(temporary)) {
            log.append(SampleLog.entries(10, 5));
        }
        Checkpoint signedOne = Checkpoint.parse(Files.readString(temporary.resolve("checkpoint")));
        Files.move(temporary.resolve("checkpoint"), temporary.resolve("tmp/checkpoint"));
        Files.write(temporary.resolve("checkpoint"), old);

        // When
        try (TileLog log = SampleLog.open(temporary)) {
            // Then
            assertThat(log.checkpoint()).isEqualTo(signedOne);
        }
    }

    @Test
    void aDiskThatFailsBeforeTheSignatureLosesNothingAndTheLogGoesOnWhenItWorksAgain() throws IOException {
        try (TileLog log = SampleLog.open(temporary)) {
            log.append(SampleLog.entries(0, 40));
            // A file where the folder of temporary files should be fails also for root.
            Files.delete(temporary.resolve("tmp"));
            Files.writeString(temporary.resolve("tmp"), "in the way");

            assertThatThrownBy(() -> log.append(SampleLog.entries(40, 5)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("not logged: ");
            assertThat(log.size()).isEqualTo(40);

            Files.delete(temporary.resolve("tmp"));
            log.append(SampleLog.entries(100, 7));
            assertThat(log.size()).isEqualTo(47);
            assertThat(log.entry(40)).isEqualTo(SampleLog.entry(100));
        }
        assertVerifies(temporary);
    }

    @Test
    void aDiskThatFailsHalfwayThroughItsTilesLeavesNoTraceInTheNextRound() throws IOException {
        try (TileLog log = SampleLog.open(temporary)) {
            log.append(SampleLog.entries(0, 200));
            // The bundle can be written, its tile of hashes cannot.
            Files.writeString(temporary.resolve("tile/1"), "in the way");

            assertThatThrownBy(() -> log.append(SampleLog.entries(200, 60))).hasMessageStartingWith("not logged: ");
            assertThat(temporary.resolve("tile/entries/000")).exists();

            Files.delete(temporary.resolve("tile/1"));
            log.append(SampleLog.entries(500, 3));
            assertThat(log.size()).isEqualTo(203);
            assertThat(temporary.resolve("tile/entries/000")).doesNotExist();
        }
        assertVerifies(temporary);
    }

    @Test
    void aFailureAfterTheSignatureStopsTheLogUntilItIsOpenedAnew() throws IOException {
        try (TileLog log = SampleLog.open(temporary)) {
            log.append(SampleLog.entries(0, 4));
            Files.delete(temporary.resolve("checkpoint"));
            Files.createDirectories(temporary.resolve("checkpoint/in-the-way"));

            assertThatThrownBy(() -> log.append(SampleLog.entries(4, 4))).hasMessageContaining("open the log anew");
            deleteFolder();
            assertThatThrownBy(() -> log.append(SampleLog.entries(8, 4))).hasMessageContaining("not logged");
            assertThat(log.size()).isEqualTo(4);
        }
        try (TileLog log = SampleLog.open(temporary)) {
            assertThat(log.size()).isEqualTo(8);
            assertThat(log.entry(7)).isEqualTo(SampleLog.entry(7));
        }
    }

    private void deleteFolder() throws IOException {
        Files.delete(temporary.resolve("checkpoint/in-the-way"));
        Files.delete(temporary.resolve("checkpoint"));
        // The last published one, as it was before something stood in its way.
        Path again = temporary.resolve("again");
        SampleLog.write(again, 4, 4);
        Files.copy(again.resolve("checkpoint"), temporary.resolve("checkpoint"));
    }

    @Test
    void aTileThatDoesNotAgreeWithTheCheckpointIsNamedWhenTheLogIsOpened() throws IOException {
        SampleLog.write(temporary, 300, 300);
        for (String file : List.of("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44")) {
            byte[] good = Files.readAllBytes(temporary.resolve(file));
            byte[] bad = good.clone();
            bad[9] ^= 1;
            Files.write(temporary.resolve(file), bad);
            assertThatThrownBy(() -> SampleLog.open(temporary)).as(file).hasMessageContaining("tile/");
            Files.delete(temporary.resolve(file));
            assertThatThrownBy(() -> SampleLog.open(temporary)).as(file).hasMessageContaining(file);
            Files.write(temporary.resolve(file), good);
        }
        Files.writeString(temporary.resolve("checkpoint"), "garbage");
        assertThatThrownBy(() -> SampleLog.open(temporary)).hasMessageContaining("checkpoint is not a checkpoint");
        Files.delete(temporary.resolve("checkpoint"));
        assertThatThrownBy(() -> SampleLog.open(temporary)).hasMessageContaining("never begun over another");
    }

    @Test
    void aLogIsNotOpenedUnderAnotherNameOrKey() throws IOException {
        SampleLog.write(temporary, 3, 3);
        assertThatThrownBy(() -> TileLog.open(temporary, "other.example.gov/log", SampleLog.KEY))
                .hasMessageContaining("not signed by this log");
    }
}
