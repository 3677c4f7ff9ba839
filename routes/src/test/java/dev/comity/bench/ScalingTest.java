package dev.comity.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.comity.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {

    private static CostTable.Row row(String varies, int recipients, int fields, double micros) {
        return new CostTable.Row(varies, recipients, fields, "1500", 1_500, micros / 1_000, 1_000);
    }

    private static final List<CostTable.Row> ROWS = List.of(
            row("recipients", 1, 24, 100 + 50 + 24 * 2),
            row("recipients", 16, 24, 100 + 16 * 50 + 24 * 2),
            row("fields", 3, 200, 100 + 3 * 50 + 200 * 2),
            row("fields", 3, 10, 100 + 3 * 50 + 10 * 2),
            row("size", 3, 24, 99_999));

    @Test
    void findsTheCostThatTheRowsWereMadeOf() {
        Scaling scaling = Scaling.of(CostTable.json(ROWS));

        assertThat(scaling.baseMicros()).isCloseTo(100, within(1e-6));
        assertThat(scaling.recipientMicros()).isCloseTo(50, within(1e-6));
        assertThat(scaling.fieldMicros()).isCloseTo(2, within(1e-6));
    }

    @Test
    void processorsFollowFromRecordsAndCost() {
        var scaling = new Scaling(100, 50, 2);
        var load = new Scaling.Load("one", 10, 86_400, 3, 25, 2);

        Scaling.Need need = scaling.need(load, new Scaling.Node(4, 1e9, 0.5));

        assertThat(need.recordsPerSecond()).isEqualTo(20);
        assertThat(need.processors()).isCloseTo(20 * 300e-6, within(1e-9));
        assertThat(need.nodes()).isEqualTo(1);
        assertThat(need.first()).isEqualTo("processors");
    }

    @Test
    void aSlowDiskIsUsedUpBeforeTheProcessors() {
        var load = new Scaling.Load("many", 1_000_000, 864, 3, 25, 1);

        Scaling.Need need = new Scaling(100, 50, 2).need(load, new Scaling.Node(64, 10, 0.5));

        assertThat(need.first()).isEqualTo("disk");
        assertThat(need.nodes()).isEqualTo((long) Math.ceil(need.diskMegabytes() / 5));
    }

    @Test
    void rowsThatDoNotVaryTellNothing() {
        assertThatThrownBy(() -> Scaling.fit(List.of(ROWS.get(0), ROWS.get(0), ROWS.get(0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scaling.of(Json.object())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyLoadOfThePageIsInTheTable() {
        String table = ScalingText.markdown(new Scaling(200, 80, 4));

        assertThat(ScalingText.LOADS).allSatisfy(load -> assertThat(table).contains("| " + load.name() + " |"));
    }
}
