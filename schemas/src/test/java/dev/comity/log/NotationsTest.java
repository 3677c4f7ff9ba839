package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tiles, keys, notes and proofs: each thing has one written form, and every other form is refused. */
class NotationsTest {

    private static final String VKEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "-1, 1000, 5, tile/entries/x001/000.p/5",
        "63, 999, 255, tile/63/999.p/255",
    })
    void aTileHasOneName(int level, long index, int width, String name) {
        TilePath tile = new TilePath(level, index, width);
        assertThat(tile).hasToString(name);
        assertThat(TilePath.parse(name)).contains(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/0",
                "tile/0/1000",
                "tile/0/x000/001",
                "tile/0/001/x000",
                "tile/01/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/007",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/data/000",
                "tile/0/000/",
                "/tile/0/000",
                "tile/0/../0/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/٠٠٠"
            })
    void everyOtherNameIsNoTile(String name) {
        assertThat(TilePath.parse(name)).isEmpty();
    }

    @Test
    void aVerifierKeyIsReadAndWrittenAsItWas() {
        VerifierKey key = VerifierKey.parse(VKEY);
        assertThat(key).hasToString(VKEY);
        assertThat(key.name()).isEqualTo("example.com/log/testdata");
        assertThat(key.keyId()).isEqualTo(0x33d7b496);
        assertThat(VerifierKey.parse(SampleLog.vkey().toString())).isEqualTo(SampleLog.vkey());
    }

    @ParameterizedTest
    @CsvSource({
        "another name,       example.com/log/other+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx, key id",
        "another id,         example.com/log/testdata+33d7b497+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx, key id",
        "upper-case id,      example.com/log/testdata+33D7B496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx, 8 hex",
        "an unknown type,    example.com/log/testdata+33d7b496+/+HTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx, of type",
        "a short key,        example.com/log/testdata+33d7b496+AeHTu4Q3, of 32 bytes",
        "no name,            +33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx, name",
        "nothing,            x, name+8 hex",
    })
    void everyOtherKeyIsRefusedWithItsReason(String what, String vkey, String reason) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aCheckpointIsKnownByItsLogOnlyAndASecondLineOfTheLogMustHoldToo() {
        Checkpoint checkpoint = Checkpoint.sign(SampleLog.ORIGIN, 5, new byte[32], SampleLog.KEY);
        assertThat(checkpoint.verify(SampleLog.vkey())).isEqualTo(Checkpoint.SignatureState.TRUE);
        assertThat(checkpoint.verify(VerifierKey.parse(VKEY))).isEqualTo(Checkpoint.SignatureState.UNKNOWN);

        String forged = new SignedNote.Line(SampleLog.ORIGIN, SampleLog.vkey().keyId(), new byte[64]).toString();
        Checkpoint both = Checkpoint.parse(checkpoint.note() + forged);
        assertThat(both.verify(SampleLog.vkey())).isEqualTo(Checkpoint.SignatureState.FALSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"005", "-5", "+5", "5 ", "9223372036854775808", "", "٥"})
    void aCheckpointsSizeHasOneForm(String size) {
        String note = Checkpoint.sign(SampleLog.ORIGIN, 5, new byte[32], SampleLog.KEY)
                .note();
        assertThatThrownBy(() -> Checkpoint.parse(note.replace("\n5\n", "\n" + size + "\n")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProofIsReadAsItWasWritten() {
        Checkpoint checkpoint = Checkpoint.sign(SampleLog.ORIGIN, 5, new byte[32], SampleLog.KEY);
        String text = new InclusionProof(3, List.of(new byte[32], new byte[32]), checkpoint).text();
        assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nindex 3\nAAAA");
        assertThat(InclusionProof.parse(text).text()).isEqualTo(text);
        assertThatThrownBy(() -> InclusionProof.parse(text.replace("index 3", "index 03")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
