package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.log.LogVerifier.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a log's files, the verifier answers, and never that they are as they were. */
class LogVerifierFuzzTest {

    @TempDir
    Path folder;

    @Test
    void anyChangeToAnyTileIsFalseAndNamesAnEntryOfTheLog() throws IOException {
        SampleLog.write(folder, 300, 60);
        Random random = new Random(20261124);
        List<Path> files = files();
        for (int run = 0; run < 400; run++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] good = Files.readAllBytes(file);
            byte[] bad = changed(good, random);
            Files.write(file, bad);

            var verdict = LogVerifier.verify(folder, SampleTrust.inSampleLog(), n -> {});

            String what = "run " + run + ": " + file + " " + verdict;
            assertThat(verdict.outcome())
                    .as(what)
                    .isEqualTo(Arrays.equals(good, bad) ? Outcome.VERIFIED : Outcome.FALSE);
            if (!Arrays.equals(good, bad)) {
                assertThat(verdict.firstUntrusted()).as(what).isPresent();
                assertThat(verdict.firstUntrusted().getAsLong()).as(what).isBetween(0L, 299L);
            }
            Files.write(file, good);
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder.resolve("tile"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static byte[] changed(byte[] good, Random random) {
        byte[] bad = good.clone();
        switch (random.nextInt(5)) {
            case 0 -> bad[random.nextInt(bad.length)] ^= 1 << random.nextInt(8);
            case 1 -> bad = Arrays.copyOf(good, random.nextInt(good.length));
            case 2 -> bad = Arrays.copyOf(good, good.length + 1 + random.nextInt(100));
            case 3 -> random.nextBytes(bad);
            default -> {
                int at = random.nextInt(bad.length);
                System.arraycopy(good, at, bad, 0, good.length - at);
            }
        }
        return bad;
    }

    @Test
    void garbageInPlaceOfACheckpointIsNeverVerifiedAndNeverACrash() throws IOException {
        SampleLog.write(folder, 20, 20);
        String good = Files.readString(folder.resolve("checkpoint"));
        Random random = new Random(7);
        for (int run = 0; run < 400; run++) {
            byte[] bad = changed(good.getBytes(StandardCharsets.UTF_8), random);
            Files.write(folder.resolve("checkpoint"), bad);
            boolean same = good.equals(new String(bad, StandardCharsets.UTF_8));

            var verdict = LogVerifier.verify(folder, SampleTrust.inSampleLog(), n -> {});

            assertThat(verdict.outcome() == Outcome.VERIFIED).as("run " + run).isEqualTo(same);
        }
    }

    @Test
    void aCheckpointThatClaimsAHugeTreeIsFalseAtOnce() throws IOException {
        SampleLog.write(folder, 20, 20);
        for (long size : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 62, 1L << 56, 1L << 40}) {
            Files.writeString(
                    folder.resolve("checkpoint"),
                    Checkpoint.sign(SampleLog.ORIGIN, size, new byte[32], SampleLog.KEY)
                            .note());
            var verdict = LogVerifier.verify(folder, SampleTrust.inSampleLog(), n -> {});
            assertThat(verdict.outcome()).isEqualTo(Outcome.FALSE);
            assertThat(verdict.firstUntrusted()).hasValue(20);
        }
    }

    @Test
    void everyFormThatIsNoNoteKeyOrProofIsRefusedWithAnIllegalArgument() {
        Random random = new Random(11);
        String note = Checkpoint.sign(SampleLog.ORIGIN, 5, new byte[32], SampleLog.KEY)
                .note();
        String proof = new InclusionProof(3, List.of(new byte[32], new byte[32]), Checkpoint.parse(note)).text();
        for (int run = 0; run < 3000; run++) {
            refusesOrReads(run, () -> Checkpoint.parse(changedText(note, random)));
            refusesOrReads(run, () -> InclusionProof.parse(changedText(proof, random)));
            refusesOrReads(
                    run, () -> VerifierKey.parse(changedText(SampleLog.vkey().toString(), random)));
            refusesOrReads(run, () -> Entry.parse(changed(SampleLog.entry(1), random)));
            TilePath.parse(changedText("tile/0/x001/234.p/17", random));
        }
    }

    private static String changedText(String text, Random random) {
        return new String(changed(text.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
    }

    private static void refusesOrReads(int run, Runnable read) {
        try {
            read.run();
        } catch (IllegalArgumentException expected) {
            assertThat(expected.getMessage()).as("run " + run).isNotBlank();
        }
    }
}
