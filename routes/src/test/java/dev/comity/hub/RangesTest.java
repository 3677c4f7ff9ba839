package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class RangesTest {

    @Property(tries = 200)
    void theTextFormHoldsExactlyTheIndices(@ForAll List<@LongRange(min = 0, max = 60) Long> indices) {
        // Given
        Ranges ranges = Ranges.of(indices);

        // When
        Set<Long> read = new TreeSet<>();
        if (!ranges.isEmpty()) {
            Ranges.parse(ranges.text()).forEach(read::add);
        }

        // Then
        assertThat(read).isEqualTo(new TreeSet<>(indices));
    }
}
