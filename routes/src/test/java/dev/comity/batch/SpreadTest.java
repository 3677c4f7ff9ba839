package dev.comity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 99, 100, 1_001})
    void resultsAreInTheOrderOfTheItems(int count) {
        assertThat(Spread.map(numbers(count), number -> number * 2))
                .isEqualTo(numbers(count).stream().map(number -> number * 2).toList());
    }

    @Test
    void aFailureOnOneItemIsTheCallersFailure() {
        assertThatThrownBy(() -> Spread.map(numbers(100), number -> {
                    if (number == 63) {
                        throw new Unavailable("the disk is full", null);
                    }
                    return number;
                }))
                .isInstanceOf(Unavailable.class)
                .hasMessage("the disk is full");
    }

    @Test
    void manyBatchesAskAtOnce() throws Exception {
        ExecutorService batches = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<Integer>>> all = IntStream.range(0, 50)
                    .mapToObj(batch -> batches.submit(() -> Spread.map(numbers(200), number -> number + batch)))
                    .toList();

            for (int batch = 0; batch < all.size(); batch++) {
                int added = batch;
                assertThat(all.get(batch).get())
                        .isEqualTo(numbers(200).stream().map(n -> n + added).toList());
            }
        } finally {
            batches.shutdownNow();
        }
    }

    @Test
    void helpersWorkForTheStageOfTheCaller() {
        Effort effort = new Effort();

        effort.of(
                "sum",
                () -> Spread.map(
                        numbers(400),
                        number -> IntStream.range(0, 20_000).asLongStream().sum()));

        assertThat(effort.seconds().get("sum")).isPositive();
    }
}
