package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.log.Checkpoint.SignatureState;
import dev.comity.log.LogVerifier.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs, checkpoints and cosignatures that others wrote, read by this code. */
class PublishedLogsTest {

    private static final VerifierKey TESSERA =
            VerifierKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
    private static final VerifierKey WITNESS =
            VerifierKey.parse("witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN");
    private static final VerifierKey MIRROR =
            VerifierKey.parse("mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O");
    private static final String WITNESSED = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";

    private static Checkpoint checkpoint(Path file) throws IOException {
        return Checkpoint.parse(Files.readString(file));
    }

    private static Findings check(Path folder, Checkpoint checkpoint, List<byte[]> entries) throws IOException {
        Findings findings = new Findings();
        new TreeCheck(new StoredTiles(folder), checkpoint, findings, (index, entry) -> entries.add(entry), List.of())
                .run(n -> {});
        return findings;
    }

    @Test
    void theTreeOfTheTesseraLogIsVerified() throws IOException {
        Path folder = Vectors.folder("tlog/tessera-log");
        List<byte[]> entries = new ArrayList<>();

        Findings findings = check(folder, checkpoint(folder.resolve("checkpoint")), entries);

        assertThat(findings.isEmpty())
                .as(findings.check("log.tiles", "").toString())
                .isTrue();
        assertThat(entries).hasSize(15);
    }

    @Test
    void allSixteenCheckpointsOfTheTesseraLogAreSignedAndSayTheRootOfTheEntries() throws IOException {
        Path folder = Vectors.folder("tlog/tessera-log");
        List<byte[]> entries = new ArrayList<>();
        check(folder, checkpoint(folder.resolve("checkpoint")), entries);

        for (int size = 0; size <= 15; size++) {
            Checkpoint checkpoint = checkpoint(folder.resolve("checkpoint." + size));
            assertThat(checkpoint.size()).isEqualTo(size);
            assertThat(checkpoint.verify(TESSERA)).isEqualTo(SignatureState.TRUE);
            assertThat(checkpoint.root()).isEqualTo(SlowTree.root(entries.subList(0, size)));
        }
    }

    @Test
    void theTesseraLogAsAWholeIsFalseOnlyBecauseItsEntriesAreNotOurs() throws IOException {
        Path folder = Vectors.folder("tlog/tessera-log");
        var verdict = LogVerifier.verify(folder, SampleTrust.in(TESSERA), n -> {});

        assertThat(verdict.outcome()).isEqualTo(Outcome.FALSE);
        assertThat(verdict.checks().stream().filter(c -> c.status().equals("fail")))
                .extracting(LogVerifier.Check::id)
                .containsExactly("log.entries");
    }

    @Test
    void theTilesOfTheMirroredLogOfThreeHundredEntriesGiveItsCosignedRoot() throws IOException {
        Path folder = Vectors.folder("tlog/witness/mirror").resolve(WITNESSED);
        StoredTiles tiles = new StoredTiles(folder);
        Checkpoint checkpoint = checkpoint(folder.resolve("checkpoint"));
        List<TilePath> full = new ArrayList<>();
        TreeGrowth tree = new TreeGrowth(TreeEdge.EMPTY, (tile, hashes) -> {
            full.add(tile);
            return Merkle.root(hashes);
        });

        // The mirror's entries are placeholders, compressed; its tiles of hashes are real.
        for (String name : List.of("tile/0/000", "tile/0/001.p/44")) {
            byte[] bytes = tiles.read(TilePath.parse(name).orElseThrow()).orElseThrow();
            HashTile.decode(bytes).forEach(tree::add);
        }

        assertThat(tree.edge().size()).isEqualTo(300);
        assertThat(tree.edge().root()).isEqualTo(checkpoint.root());
        assertThat(full).containsExactly(TilePath.full(0, 0));
        assertThat(HashTile.encode(tree.edge().hashes(1)))
                .isEqualTo(tiles.read(new TilePath(1, 0, 1)).orElseThrow());
        assertThat(checkpoint.signature(MIRROR)).isEqualTo(SignatureState.TRUE);
    }

    @Test
    void aWitnessesCosignatureHoldsForItsOwnCheckpointOnly() throws IOException {
        Checkpoint witnessed =
                checkpoint(Vectors.folder("tlog/witness").resolve(WITNESSED).resolve("checkpoint"));
        assertThat(witnessed.signature(WITNESS)).isEqualTo(SignatureState.TRUE);
        assertThat(witnessed.signature(MIRROR)).isEqualTo(SignatureState.UNKNOWN);

        Checkpoint other = Checkpoint.parse(witnessed.note().replace("\n300\n", "\n301\n"));
        assertThat(other.signature(WITNESS)).isEqualTo(SignatureState.FALSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tlog/tessera-log/checkpoint",
                "tlog/tessera-log/checkpoint.3",
                "tlog/witness/" + WITNESSED + "/checkpoint"
            })
    void aNoteThatWasReadIsWrittenAsItWas(String file) throws IOException {
        String note = Files.readString(Vectors.folder("").resolve(file));
        assertThat(SignedNote.parse(note)).hasToString(note);
    }
}
