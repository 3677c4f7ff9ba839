package dev.comity.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {

    @ParameterizedTest
    @CsvSource({
        "440300, 440305, true",
        "440300, 440300, true",
        "4403, 440305001, true",
        "440305, 440305001002, true",
        "440000, 440305, true",
        "440305, 440300, false",
        "440300, 440105, false",
        "440300, 440000, false",
        "440305001, 440305, false",
        "440305001000, 440305001002, true",
        "440305000000, 440305001002, true",
    })
    void coversItselfAndWhatLiesWithinIt(String consumer, String place, boolean expected) {
        // When
        boolean covers =
                Division.of(consumer).orElseThrow().covers(Division.of(place).orElseThrow());

        // Then
        assertThat(covers).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "440", "44030", "4403051", "44030500", "4403050010", "00", "000000", "44O300"})
    void refusesACodeThatEndsOnNoLevel(String code) {
        assertThat(Division.of(code)).isEmpty();
    }
}
