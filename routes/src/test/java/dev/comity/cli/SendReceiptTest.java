package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a person is told about a record that was sent by hand. */
class SendReceiptTest {

    private static final Path FILE = Path.of("send/x.receipt.json");

    @Test
    void acceptedEndsWithZeroAndNamesTheExchange() throws Exception {
        SendReceipt receipt = receipt(
                "{'v':1,'verdict':'accepted','jti':'j1','exchange':'ab12','envelopes':[{'verdict':'accepted','jti':'j1'}]}");

        assertThat(receipt.report().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(receipt.lines()).first().isEqualTo("ACCEPTED  exchange ab12");
    }

    @Test
    void refusedEndsWithOneAndNamesCodeAndPath() throws Exception {
        SendReceipt receipt = receipt(
                "{'v':1,'verdict':'refused','jti':'j1','code':'schema','path':'deathDate','envelopes':[{'verdict':'refused','jti':'j1'}]}");

        assertThat(receipt.report().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(receipt.lines()).anyMatch(line -> line.contains("schema at deathDate"));
    }

    @Test
    void notSendableListsEveryReason() throws Exception {
        SendReceipt receipt = receipt(
                "{'v':1,'verdict':'not-sendable','code':'not-sendable','path':'a','reasons':[{'code':'schema','path':'a','message':'is missing'},{'code':'schema','path':'b','message':'must be a date'}]}");

        assertThat(receipt.report().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(receipt.report().checks())
                .extracting(Report.Item::id)
                .containsExactly("receipt", "reason.schema", "reason.schema");
        assertThat(receipt.lines()).anyMatch(line -> line.contains("a  is missing"));
        assertThat(receipt.lines()).anyMatch(line -> line.contains("b  must be a date"));
    }

    @Test
    void halfAReceiptIsUnreadable() {
        assertThatThrownBy(() -> receipt("{'v':1"))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.INPUT));
    }

    private static SendReceipt receipt(String json) throws CommandFailed {
        return SendReceipt.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), FILE);
    }
}
