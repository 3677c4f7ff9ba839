package dev.comity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.command.Report;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One delivery as its recipient keeps it, in the hands of an auditor who has a copy of the log's folder. */
class PresentationSubjectTest {

    private static City city;
    private static SampleAudit log;
    private static Path logFolder;

    @TempDir
    private Path received;

    private Path file;

    @BeforeAll
    static void writeLog(@TempDir Path shared) throws Exception {
        city = new City(shared.resolve("config"));
        log = new SampleAudit(city);
        logFolder = log.write(shared.resolve("log"));
    }

    @BeforeEach
    void receive() throws Exception {
        Exchange exchange = log.exchanges.get(2);
        int index = log.index(Entry.Kind.RELEASED, 2);
        byte[] entry = log.entries().get(index).bytes();
        file = Files.writeString(received.resolve(exchange.delivery + ".sdjwt"), exchange.presentation());
        Files.write(received.resolve(exchange.delivery + ".entry"), entry);
        Files.writeString(
                received.resolve(exchange.delivery + ".tlog-proof"),
                LogReader.open(logFolder).prove(index, entry).text());
    }

    private Answer verify(Optional<String> reader) throws Exception {
        return PresentationSubject.verify(file, city.trust(), Optional.of(logFolder), reader);
    }

    private static String status(Answer answer, String id) {
        return answer.checks().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .map(Report.Item::status)
                .orElse("absent");
    }

    @Test
    void aDeliveryAsItWasReceivedIsVerified() throws Exception {
        Answer answer = verify(Optional.empty());

        assertThat(answer.word()).as(answer.lines().toString()).isEqualTo("VERIFIED");
    }

    @Test
    void aPresentationForAnotherRecipientIsFalse() throws Exception {
        Answer answer = verify(Optional.of("transport"));

        assertThat(answer.exitCode(false)).isEqualTo(1);
        assertThat(status(answer, "audience")).isEqualTo("fail");
    }

    @Test
    void aWithheldFieldThatWasDisclosedAfterAllIsFalse() throws Exception {
        Exchange exchange = log.exchanges.get(2);
        Files.writeString(file, exchange.presentationWith(exchange.type().leaves()));

        Answer answer = verify(Optional.empty());

        assertThat(answer.exitCode(false)).isEqualTo(1);
        assertThat(status(answer, "fields")).isEqualTo("fail");
    }

    @Test
    void aDeliveryWithNoEntryIsFalse() throws Exception {
        Files.delete(received.resolve(log.exchanges.get(2).delivery + ".entry"));

        Answer answer = verify(Optional.empty());

        assertThat(answer.exitCode(false)).isEqualTo(1);
        assertThat(answer.lines().toString()).contains("not logged means not delivered");
    }

    @Test
    void anEntryOfAnotherDeliveryIsFalse() throws Exception {
        byte[] other = log.entries().get(log.index(Entry.Kind.RELEASED, 1)).bytes();
        Files.write(received.resolve(log.exchanges.get(2).delivery + ".entry"), other);

        Answer answer = verify(Optional.empty());

        assertThat(answer.exitCode(false)).isEqualTo(1);
        assertThat(status(answer, "entry")).isEqualTo("fail");
        assertThat(status(answer, "proof")).isEqualTo("fail");
    }

    @Test
    void withoutTheLogsFolderNothingIsFalseAndNobodyIsKnown() throws Exception {
        Answer answer = PresentationSubject.verify(file, city.trust(), Optional.empty(), Optional.empty());

        assertThat(answer.exitCode(false)).as(answer.lines().toString()).isEqualTo(3);
        assertThat(answer.lines().toString()).contains("--log");
    }
}
