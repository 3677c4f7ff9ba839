package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.batch.Pace;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HardPaceTest {

    private static final Pace.Limit TWO_AT_ONCE = new Pace.Limit(1, 2);

    private final HardPace pace = new HardPace();

    private List<Boolean> judged(long... messages) {
        return LongStream.of(messages)
                .mapToObj(message -> pace.lets(message, TWO_AT_ONCE, 0))
                .toList();
    }

    @Test
    void whatIsBeyondTheBurstIsTooFast() {
        assertThat(judged(1, 2, 3)).containsExactly(true, true, false);
    }

    @Test
    void aBatchThatIsJudgedAgainCountsOnce() {
        judged(1);

        assertThat(judged(1, 2)).containsExactly(true, true);
    }

    @Test
    void whatWasTooFastIsNotLetThroughForComingAgainAtOnce() {
        judged(1, 2, 3);

        assertThat(judged(3)).containsExactly(false);
    }
}
