package dev.comity.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void aShareOfAllValuesIsNotAboveItsPercentile() {
        Latencies latencies = new Latencies(100);
        for (int millis = 100; millis >= 1; millis--) {
            latencies.add(millis * 1_000_000L);
        }

        assertThat(latencies.millis(0.5)).isEqualTo(50);
        assertThat(latencies.millis(0.99)).isEqualTo(99);
        assertThat(latencies.millis(1)).isEqualTo(100);
    }

    @Test
    void nothingTookNoTime() {
        assertThat(new Latencies(0).millis(0.99)).isZero();
    }
}
