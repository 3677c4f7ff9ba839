package dev.comity.demo.city;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDigitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "440524188001010014"})
    void agreesWithPublishedResidentNumbers(String number) {
        assertThat(CheckDigits.resident(number.substring(0, 17))).isEqualTo(number.charAt(17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"91350200MA2YJ1XR9G", "91350200776049653A", "91440101MA5CJQ4N59", "123502001549897397"})
    void agreesWithPublishedCreditCodes(String code) {
        assertThat(CheckDigits.organisation(code.substring(8, 16))).isEqualTo(code.charAt(16));
        assertThat(CheckDigits.credit(code.substring(0, 17))).isEqualTo(code.charAt(17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M8GDM9AXKP042788", "11111111111111111"})
    void agreesWithPublishedVehicleNumbers(String vin) {
        assertThat(CheckDigits.vehicle(vin)).isEqualTo(vin.charAt(8));
    }
}
