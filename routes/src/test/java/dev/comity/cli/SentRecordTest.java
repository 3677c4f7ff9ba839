package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record on its way through an agency's folder. */
class SentRecordTest {

    @TempDir
    private Path folder;

    @Test
    void twoRecordsNeverShareAName() throws Exception {
        SentRecord one = SentRecord.drop(folder, new byte[] {'{', '}'});
        SentRecord two = SentRecord.drop(folder, new byte[] {'{', '}'});

        assertThat(one.file()).isNotEqualTo(two.file()).exists();
        assertThat(two.file()).exists();
    }

    @Test
    void nothingHalfWrittenIsLeftBehind() throws Exception {
        SentRecord sent = SentRecord.drop(folder, new byte[] {'{', '}'});

        try (var files = Files.list(folder.resolve("send"))) {
            assertThat(files).containsExactly(sent.file());
        }
    }

    @Test
    void aReceiptThatIsThereIsRead() throws Exception {
        SentRecord sent = SentRecord.drop(folder, new byte[] {'{', '}'});
        Files.writeString(sent.receipt(), "{}");

        assertThat(sent.await(Duration.ofSeconds(5))).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withoutAReceiptItSaysThatTheRecordStays() throws Exception {
        SentRecord sent = SentRecord.drop(folder, new byte[] {'{', '}'});

        assertThatThrownBy(() -> sent.await(Duration.ofMillis(1)))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.SERVER))
                .hasMessageContaining("stays in the agency's folder")
                .hasMessageContaining(sent.receipt().toString());
        assertThat(sent.file()).exists();
    }

    @Test
    void aBareBodyIsWrappedWithItsType() throws Exception {
        Path body = Files.writeString(folder.resolve("body.json"), "{\"a\": 1.50}");

        byte[] record = OutgoingRecord.read(body, Optional.of("death-registration/1"));

        assertThat(record).asString().isEqualTo("{\"record\":\"death-registration/1\",\"body\":{\"a\":1.50}}");
    }

    @Test
    void aFileThatIsNoJsonIsUnreadableWithItsPlace() throws Exception {
        Path body = Files.writeString(folder.resolve("body.json"), "{\n  \"a\": }");

        assertThatThrownBy(() -> OutgoingRecord.read(body, Optional.empty()))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining("body.json:2:");
    }
}
