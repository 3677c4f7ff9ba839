package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TileLogTest {

    @TempDir
    Path folder;

    @Test
    void aNewLogHasASignedCheckpointOfNothing() throws IOException {
        try (TileLog log = SampleLog.open(folder)) {
            assertThat(log.size()).isZero();
            assertThat(log.checkpoint().verify(SampleLog.vkey())).isEqualTo(Checkpoint.SignatureState.TRUE);
            assertThat(log.checkpoint().root()).isEqualTo(SlowTree.root(List.of()));
        }
    }

    @Test
    void everyCheckpointSaysTheRootOfTheDefinition() throws IOException {
        try (TileLog log = SampleLog.open(folder)) {
            for (int size = 0; size < 700; size += 1 + size % 37) {
                // When
                if (size > log.size()) {
                    log.append(SampleLog.entries(log.size(), (int) (size - log.size())));
                }

                // Then
                assertThat(log.checkpoint().root()).isEqualTo(SlowTree.root(SampleLog.entries(0, size)));
                assertThat(Checkpoint.parse(Files.readString(folder.resolve("checkpoint"))))
                        .isEqualTo(log.checkpoint());
            }
        }
    }

    @Test
    void provesEveryEntryUnderEveryCheckpoint() throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        try (TileLog log = SampleLog.open(folder)) {
            for (int round : new int[] {1, 1, 5, 60, 189, 1, 255, 130}) {
                checkpoints.add(log.append(SampleLog.entries(log.size(), round)).checkpoint());
            }
            for (Checkpoint checkpoint : checkpoints) {
                List<Long> all = LongStream.range(0, checkpoint.size()).boxed().toList();
                for (InclusionProof proof : log.prove(all, checkpoint)) {
                    assertThat(proof.holdsFor(SampleLog.entry(proof.index()))).isTrue();
                    assertThat(proof.holdsFor(SampleLog.entry(proof.index() + 1)))
                            .isFalse();
                }
            }
            List<byte[]> slow = SlowTree.path(300, SampleLog.entries(0, 642));
            assertThat(log.prove(List.of(300L), checkpoints.get(7)).get(0).path())
                    .containsExactlyElementsOf(slow);
        }
    }

    @Test
    void readsBackWhatWasAppendedAlsoAfterItWasOpenedAnew() throws IOException {
        // Given
        SampleLog.write(folder, 600, 100);

        try (TileLog log = SampleLog.open(folder)) {
            // When
            List<byte[]> read = new ArrayList<>();
            log.forEach(0, (index, entry) -> {
                assertThat(index).isEqualTo(read.size());
                read.add(entry);
            });

            // Then
            assertThat(read).containsExactlyElementsOf(SampleLog.entries(0, 600));
            assertThat(log.entry(255)).isEqualTo(SampleLog.entry(255));
            assertThat(log.entry(599)).isEqualTo(SampleLog.entry(599));
        }
    }

    @Test
    void visitsFromAnEntryInTheMiddleOfABundle() throws IOException {
        SampleLog.write(folder, 600, 600);
        try (TileLog log = SampleLog.open(folder)) {
            List<Long> visited = new ArrayList<>();
            log.forEach(500, (index, entry) -> visited.add(index));
            assertThat(visited)
                    .containsExactlyElementsOf(
                            LongStream.range(500, 600).boxed().toList());
        }
    }

    @Test
    void laysOutSeventyThousandEntriesAsTheFormatSays() throws IOException {
        // When
        SampleLog.write(folder, 70_000, 10_000);

        // Then
        assertThat(names("tile/0")).hasSize(274).contains("272", "273.p/112").doesNotContain("273");
        assertThat(names("tile/1")).containsExactlyInAnyOrder("000", "001.p/17");
        assertThat(names("tile/2")).contains("000.p/1");
        assertThat(names("tile/entries")).hasSize(274).contains("272", "273.p/112");
    }

    private List<String> names(String below) throws IOException {
        Path top = folder.resolve(below);
        try (var files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> top.relativize(f).toString())
                    // Older partial tiles stay until their full tile exists.
                    .filter(n -> !n.startsWith("273.p") || n.equals("273.p/112"))
                    .toList();
        }
    }

    @Test
    void removesPartialTilesOnceTheFullOneExistsAndNotBefore() throws IOException {
        try (TileLog log = SampleLog.open(folder)) {
            log.append(SampleLog.entries(0, 100));
            log.append(SampleLog.entries(100, 100));
            assertThat(folder.resolve("tile/0/000.p"))
                    .isDirectoryContaining("glob:**100")
                    .isDirectoryContaining("glob:**200");

            log.append(SampleLog.entries(200, 56));
            assertThat(folder.resolve("tile/0/000")).hasSize(8192);
        }
        // No append waits for their removal; closing the log does.
        assertThat(folder.resolve("tile/0/000.p")).doesNotExist();
        assertThat(folder.resolve("tile/entries/000.p")).doesNotExist();
    }

    @Test
    void keepsTheEntriesOfOneCallTogetherAndSharesRoundsBetweenCallers() throws Exception {
        Map<Long, List<byte[]>> expected = new ConcurrentHashMap<>();
        int rounds;
        try (TileLog log = SampleLog.open(folder)) {
            var pool = Executors.newFixedThreadPool(8);
            List<Future<?>> calls = new ArrayList<>();
            // When
            for (int call = 0; call < 200; call++) {
                List<byte[]> entries = SampleLog.entries(call * 1000L, 1 + call % 5);
                calls.add(pool.submit(() -> expected.put(log.append(entries).firstIndex(), entries)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            pool.shutdown();

            // Then
            assertThat(expected).hasSize(200);
            for (var call : expected.entrySet()) {
                for (int i = 0; i < call.getValue().size(); i++) {
                    assertThat(log.entry(call.getKey() + i))
                            .isEqualTo(call.getValue().get(i));
                }
            }
            assertThat(log.size()).isEqualTo(600);
        }
    }

    @Test
    void aSecondWriterIsKeptOut() throws IOException {
        try (TileLog log = SampleLog.open(folder)) {
            assertThatThrownBy(() -> SampleLog.open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("lock is held");
        }
    }

    @Test
    void aNewerFormatIsRefusedAndNothingIsChanged() throws IOException {
        SampleLog.write(folder, 3, 3);
        Files.writeString(folder.resolve("VERSION"), "2\n");
        assertThatThrownBy(() -> SampleLog.open(folder)).hasMessageContaining("knows version 1");
    }

    @Test
    void refusesEntriesThatABundleCannotHold() throws IOException {
        try (TileLog log = SampleLog.open(folder)) {
            assertThatThrownBy(() -> log.append(List.of(new byte[65_536]))).hasMessageContaining("65536");
            assertThatThrownBy(() -> log.append(List.of(new byte[0]))).hasMessageContaining("found 0");
            assertThatThrownBy(() -> log.append(List.of())).hasMessageContaining("at least one");
            log.append(List.of(new byte[65_535]));
            assertThat(log.entry(0)).hasSize(65_535);
        }
    }

    @Test
    void anInterruptedCallerTearsNothing() throws IOException {
        try (TileLog log = SampleLog.open(folder)) {
            Thread.currentThread().interrupt();
            log.append(SampleLog.entries(0, 10));
            assertThat(Thread.interrupted()).isTrue();
            log.append(SampleLog.entries(10, 10));
            assertThat(log.size()).isEqualTo(20);
        }
    }

    @Test
    void appendsNothingAfterItWasClosed() throws IOException {
        TileLog log = SampleLog.open(folder);
        log.close();
        assertThatThrownBy(() -> log.append(SampleLog.entries(0, 1))).hasMessageContaining("closed");
    }
}
