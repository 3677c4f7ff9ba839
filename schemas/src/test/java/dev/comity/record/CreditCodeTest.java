package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"91350200MA2YJ1XR9G", "91350200776049653A", "91440101MA5CJQ4N59", "123502001549897397"})
    void acceptsPublishedCodesWhoseChecksHold(String code) {
        assertThat(CreditCode.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350203M0001QAY9B", // passes a public validator's whitelist, fails modulo 31
                "91350200776049653B", // last check character
                "91350200776049654A", // organisation check character
                "9135020077604965A", // too short
                "91350200776049653a", // lower case
                "9I350200776049653A" // a letter that the alphabet does not have
            })
    void refusesCodesWithAWrongCheckOrForm(String code) {
        assertThat(CreditCode.isValid(code)).isFalse();
    }
}
