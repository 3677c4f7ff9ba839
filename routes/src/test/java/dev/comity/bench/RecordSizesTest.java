package dev.comity.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSizesTest {

    @Test
    void anyThousandNeighboursOfTheMixHaveItsShares() {
        RecordSizes mix = RecordSizes.parse("mix");

        var bySize = IntStream.range(2_345, 3_345).map(mix::of).boxed().toList();

        assertThat(bySize).filteredOn(size -> size == 2_000).hasSize(300);
        assertThat(bySize).filteredOn(size -> size == 10_000).hasSize(600);
        assertThat(bySize).filteredOn(size -> size == 100_000).hasSize(90);
        assertThat(bySize).filteredOn(size -> size == 2_000_000).hasSize(9);
        assertThat(bySize).filteredOn(size -> size == 9_900_000).hasSize(1);
        assertThat(mix.mean()).isEqualTo(43_500);
    }

    @Test
    void oneSizeIsTheSameForAll() {
        RecordSizes sizes = RecordSizes.parse("1500");

        assertThat(IntStream.range(0, 50).map(sizes::of)).containsOnly(1_500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "199", "10000001", "-5", "mixed", "1.5", "99999999999"})
    void refusesWhatIsNoSizeOfARecord(String text) {
        assertThatThrownBy(() -> RecordSizes.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
