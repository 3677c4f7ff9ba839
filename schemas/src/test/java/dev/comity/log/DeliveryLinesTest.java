package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DeliveryLinesTest {

    @Property(tries = 200)
    void anyNumberOfLinesComesOutInOrderWhateverTheMemory(
            @ForAll List<@IntRange(max = 50) Integer> ids, @ForAll @IntRange(min = 1, max = 9) int inMemory)
            throws Exception {
        List<DeliveryLine> lines = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            lines.add(new DeliveryLine(ids.get(i) - 25L, ids.get(i), i, i % 2 == 0, i, -i, ids.get(i)));
        }
        List<DeliveryLine> sorted = new ArrayList<>();

        try (DeliveryLines some = new DeliveryLines(inMemory)) {
            for (DeliveryLine line : lines) {
                some.add(line);
            }
            some.forEach(sorted::add);
        }

        assertThat(sorted).containsExactlyElementsOf(lines.stream().sorted().toList());
    }
}
