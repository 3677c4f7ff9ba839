package dev.comity.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With very few records: it is about what is counted, not about speed. */
class BenchTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));

    @TempDir
    Path folder;

    private static BenchPlan plan(int records, int fields, String size) {
        return new BenchPlan(records, 10, 2, 3, fields, RecordSizes.parse(size), 50, "", true, 1, OptionalInt.of(200));
    }

    @Test
    void everythingThatIsSentIsDeliveredAcknowledgedAndLogged() throws Exception {
        List<String> told = new ArrayList<>();

        BenchResult result = new Bench(plan(60, 24, "1500"), folder, HOME, told::add).run();

        assertThat(result.logged()).startsWith("70 records and 210 deliveries, each once");
        assertThat(result.recordsPerSecond()).isPositive();
        assertThat(result.cpuMillisPerRecord()).isPositive();
        assertThat(result.typical().stageMicros()).containsKeys("take", "receive", "decide", "log", "present", "send");
        assertThat(result.json().at("/rounds/0/latencyMillis/p99").doubleValue())
                .isPositive();
        assertThat(told).last().asString().startsWith("Round 1: ");
    }

    @Test
    void whatIsNotInTheLogIsFound() throws Exception {
        Installation installation = Installation.make(folder, HOME, plan(1, 24, "1500"), Instant.now());
        var log = dev.comity.log.TileLog.open(
                installation.setting().data().log(), "bench.invalid/log", installation.key("../hub", "log"));
        log.close();
        LoggedCheck check = new LoggedCheck(installation);
        check.expect(new RecordMaker(installation, 0).make(1));

        assertThatThrownBy(check::run).isInstanceOf(BenchFailed.class).hasMessageContaining("0 of 1 records");
    }

    @ParameterizedTest
    @CsvSource({"10, 200", "24, 1500", "200, 12000", "24, 100000"})
    void recordsAreValidAndHaveTheFieldsAndTheSizeThatWereAskedFor(int fields, int bytes) throws Exception {
        Installation installation =
                Installation.make(folder, HOME, plan(1, fields, Integer.toString(bytes)), Instant.now());
        var type = installation.configuration().types().find(BenchRecord.TYPE).orElseThrow();

        var record = new BenchRecord(fields, BenchHome.creditCode(0)).record(7, bytes);

        assertThat(type.validate(record)).isEmpty();
        assertThat(type.fields().values()).filteredOn(field -> field.leaf()).hasSize(fields);
        assertThat(Json.bytes(record).length).isBetween(bytes, Math.max(bytes + 3, 600));
    }
}
