package dev.comity.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilesByMonthTest {

    @Test
    void ordersByTheMonthInTheNameAndNotByTheAlphabet() {
        List<String> names = List.of(
                "notes.csv",
                "December_2025.csv",
                "April_2025.csv",
                "2025-05.csv",
                "January_2026.csv",
                "august 2025.csv");

        assertThat(names.stream().sorted(FilesByMonth::compare))
                .containsExactly(
                        "April_2025.csv",
                        "2025-05.csv",
                        "august 2025.csv",
                        "December_2025.csv",
                        "January_2026.csv",
                        "notes.csv");
    }
}
