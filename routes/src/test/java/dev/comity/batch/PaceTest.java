package dev.comity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Pace.Limit TEN_A_SECOND = new Pace.Limit(10, 5);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Pace pace = new Pace();

    private int take(int wanted, Pace.Limit limit, long nanos) {
        int permits = pace.permits(wanted, limit, nanos);
        pace.took(permits);
        return permits;
    }

    @Test
    void aBurstComesAtOnceAndThenSoManyASecond() {
        int taken = take(100, TEN_A_SECOND, 0);
        for (int tenth = 1; tenth <= 10; tenth++) {
            taken += take(100, TEN_A_SECOND, tenth * SECOND / 10);
        }

        assertThat(taken).isEqualTo(5 + 10);
    }

    @Test
    void aPauseGivesNoMoreThanABurst() {
        take(100, TEN_A_SECOND, 0);

        assertThat(take(100, TEN_A_SECOND, 3_600 * SECOND)).isEqualTo(5);
    }

    @Test
    void nothingComesBeforeItsTime() {
        take(5, TEN_A_SECOND, 0);

        assertThat(take(1, TEN_A_SECOND, SECOND / 20)).isZero();
        assertThat(take(1, TEN_A_SECOND, SECOND / 9)).isEqualTo(1);
    }

    @Test
    void withoutALimitAllComes() {
        assertThat(take(100, Pace.Limit.NONE, 0)).isEqualTo(100);
        assertThat(take(100, Pace.Limit.NONE, 0)).isEqualTo(100);
    }

    @Test
    void aLimitThatIsSetLaterCountsFromThenOn() {
        take(1_000, Pace.Limit.NONE, 0);

        assertThat(take(100, TEN_A_SECOND, SECOND)).isEqualTo(5);
        assertThat(take(100, TEN_A_SECOND, SECOND)).isZero();
    }
}
