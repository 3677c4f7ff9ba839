package dev.comity.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.client.OutgoingMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final SealedRecord record = new SealedRecord(
            new OutgoingMessage("body", Map.of(), Optional.empty()), "id-1", List.of("delivery-1", "delivery-2"));

    private Tally sent(boolean acknowledged) {
        Tally tally = new Tally(List.of(record), acknowledged);
        tally.sent(0);
        return tally;
    }

    @Test
    void aRecordIsDoneWithItsReceiptAndEachDelivery() throws Exception {
        Tally tally = sent(false);

        tally.accepted("id-1");
        tally.delivered("delivery-2");
        assertThat(tally.missing()).isEqualTo(1);
        tally.delivered("delivery-1");

        assertThat(tally.await()).isTrue();
        assertThat(tally.missing() + tally.surplus() + tally.refused()).isZero();
        assertThat(tally.latencies().millis(1)).isPositive();
    }

    @Test
    void aDeliveryThatComesTwiceIsSurplus() {
        Tally tally = sent(false);

        tally.delivered("delivery-1");
        tally.delivered("delivery-1");

        assertThat(tally.surplus()).isEqualTo(1);
        assertThat(tally.missing()).isEqualTo(2);
    }

    @Test
    void aDeliveryThatNobodyExpectedIsSurplus() {
        Tally tally = sent(false);

        tally.delivered("of another record");

        assertThat(tally.surplus()).isEqualTo(1);
    }

    @Test
    void aRefusalIsToldFromAReceipt() {
        Tally tally = sent(false);

        tally.refused("id-1");

        assertThat(tally.refused()).isEqualTo(1);
    }

    @Test
    void acknowledgementsAreWaitedForWhereThereAreAny() throws Exception {
        Tally tally = sent(true);
        tally.accepted("id-1");
        tally.delivered("delivery-1");
        tally.delivered("delivery-2");
        tally.acknowledged("delivery-1");
        assertThat(tally.missing()).isEqualTo(1);

        tally.acknowledged("delivery-2");

        assertThat(tally.await()).isTrue();
    }
}
