package dev.comity.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SoakTest {

    private static final long MEGABYTE = 1 << 20;

    private static List<Soak.Sample> samples(LongFunction<Soak.Sample> each) {
        return LongStream.range(0, 30).mapToObj(each).toList();
    }

    private static Soak.Sample sample(long heap, long files, long threads) {
        return new Soak.Sample(0, 0, heap, files, threads, 0, 1);
    }

    @Test
    void aHubThatOnlyWarmsUpIsSteady() {
        assertThatCode(() -> Soak.judge(samples(
                        i -> sample(Math.min(i, 9) * 50 * MEGABYTE + i % 3 * MEGABYTE, 200 + i % 4, 60))))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> growing() {
        return Stream.of(
                Arguments.of("heap", samples(i -> sample(i * 4 * MEGABYTE, 200, 60))),
                Arguments.of("open files", samples(i -> sample(100 * MEGABYTE, 200 + i, 60))),
                Arguments.of("threads", samples(i -> sample(100 * MEGABYTE, 200, 60 + i))));
    }

    @ParameterizedTest
    @MethodSource("growing")
    void whatGrowsIsNamed(String what, List<Soak.Sample> samples) {
        assertThatThrownBy(() -> Soak.judge(samples))
                .isInstanceOf(BenchFailed.class)
                .hasMessageStartingWith("Grown: " + what + " from ");
    }

    @Test
    void tooFewSamplesTellNothing() {
        assertThatThrownBy(() -> Soak.judge(samples(i -> sample(1, 1, 1)).subList(0, 2)))
                .isInstanceOf(BenchFailed.class);
    }
}
