package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every standard with its vectors, every way to be refused, and the warnings. */
class FieldStandardsTest {

    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String VIN_ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";

    private static FieldStandard standard(String format) {
        return FieldStandards.all(Repository.types().divisions(), Repository.CLOCK)
                .get(format);
    }

    @ParameterizedTest
    @CsvSource({
        "credit-code, 91350200MA2YJ1XR9G",
        "credit-code, 91350200776049653A",
        "credit-code, 91440101MA5CJQ4N59",
        "credit-code, 123502001549897397",
        "vehicle-number, 1M8GDM9AXKP042788",
        "vehicle-number, 11111111111111111",
        "plate-number, 粤B12345",
        "plate-number, 粤BD12345",
        "plate-number, 粤BF12345",
        "plate-number, 京A12345D",
        "plate-number, 京AK12345",
        "plate-number, 粤Z1234港",
        "marriage-certificate-number, J110101-2010-000001",
        "marriage-certificate-number, BL440305-2026-000007",
        "real-estate-unit-number, 440304001002GB00012F00010203",
        "disability-certificate-number, 99010419791121009543",
        "disability-certificate-number, 99010419791121009511B1",
        "title-certificate-number, 粤(2023)深圳市不动产权第0012345号",
        "title-certificate-number, 深房地字第6000123456号",
        "division-code, 44",
        "division-code, 4403",
        "division-code, 440305",
        "division-code, 440305001",
        "division-code, 440305001001",
        "date, 2024-02-29",
        "date-time, 2026-03-02T09:30:00+08:00",
        "date-time, 2026-03-02T09:30:00.123Z",
        "partial-date, 1949",
        "partial-date, 1949-12",
        "partial-date, 1949-12-31",
        "uuid, 019c0000-0000-7000-8000-000000000001",
        "uuid, 55B1A16F-1F36-4084-A16A-AE1F4CDCA77F"
    })
    void accepts(String format, String text) {
        assertThat(standard(format).accepts(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "credit-code, 91350203M0001QAY9B, fails the check modulo 31 though others list it as good",
        "credit-code, 91350200MA2YJ1XR9H, last check character",
        "credit-code, 91350200MA2YJ1XR8G, check character of the organisation code",
        "credit-code, 9135020OMA2YJ1XR9G, letter O",
        "credit-code, 91350200ma2yj1xr9g, lower case",
        "vehicle-number, 1M8GDM9A1KP042788, check digit",
        "vehicle-number, 1M8GDM9AXKPO42788, letter O",
        "vehicle-number, 1M8GDM9AXKP04278, sixteen characters",
        "vehicle-number, 1M8GDM9AXKP04278-, a hyphen",
        "plate-number, 粤B1234O, letter O",
        "plate-number, 粤I12345, office letter I",
        "plate-number, 大B12345, no province",
        "plate-number, 粤B1234, too short",
        "plate-number, 粤BL12345, letter L is not in use for new energy",
        "plate-number, 粤B123456, six digits without a letter",
        "marriage-certificate-number, K110101-2010-000001, unknown kind",
        "marriage-certificate-number, J110101-10-000001, year of two digits",
        "real-estate-unit-number, 440304001002GB00012X00010203, unknown fixture feature",
        "real-estate-unit-number, 440304001002GB00012F0001020, too short",
        "disability-certificate-number, 99010419791121009043, wrong check character",
        "disability-certificate-number, 99010419791121009583, no such category",
        "disability-certificate-number, 99010419791121009545, no such level",
        "disability-certificate-number, 9901041979112100954, no level",
        "disability-certificate-number, 99010419791121009543B0, never issued again",
        "disability-certificate-number, 990104197911210095, the resident number alone",
        "title-certificate-number, 粤(2023) 深圳市不动产权第0012345号, a blank",
        "title-certificate-number, 123, too short",
        "division-code, 440, three digits",
        "division-code, 44030, five digits",
        "division-code, 4403050010, ten digits",
        "division-code, 44030A, a letter",
        "date, 2023-02-29, does not exist",
        "date, 2026-2-9, without zeros",
        "date, 20260209, basic form",
        "date, 2026-02-09T00:00:00Z, with a time",
        "date-time, 2026-03-02T09:30:00, without offset",
        "date-time, 2026-03-02 09:30:00Z, without T",
        "date-time, 2026-03-02T24:30:00Z, hour 24",
        "partial-date, 1949-13, month 13",
        "partial-date, 49, year of two digits",
        "uuid, {55B1A16F-1F36-4084-A16A-AE1F4CDCA77F}, in braces"
    })
    void refuses(String format, String text, String why) {
        assertThat(standard(format).accepts(text)).as(why).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "credit-code, 91350200MA2YJ1XR9G, false",
        "credit-code, 11990100000000019F, true",
        "division-code, 440305, false",
        "division-code, 440305001001, false",
        "division-code, 440300, false",
        "division-code, 990101, true",
        "marriage-certificate-number, J110101-2010-000001, false",
        "marriage-certificate-number, BJ990101-2010-000001, true",
        "real-estate-unit-number, 440304001002GB00012F00010203, false",
        "real-estate-unit-number, 990304001002GB00012F00010203, true",
        "disability-certificate-number, 99010419791121009543, true",
        "title-certificate-number, 粤(2023)深圳市不动产权第0012345号, false",
        "title-certificate-number, 粤（2023）深圳市不动产证明第0012345号, false",
        "title-certificate-number, 深房地字第6000123456号, true"
    })
    void warnsOfAnUnknownDivisionAndAcceptsIt(String format, String text, boolean warns) {
        assertThat(standard(format).accepts(text)).isTrue();
        assertThat(standard(format).warning(text).isPresent()).isEqualTo(warns);
    }

    @ParameterizedTest
    @CsvSource({
        "4403, 440305, true",
        "440300, 440305, true",
        "44, 440305001001, true",
        "440000, 440305, true",
        "440305, 440305001, true",
        "440305, 4403, false",
        "4403, 4404, false",
        "440305, 440306, false",
        "440, 440305, false",
        "44030, 440305, false",
        "'', 440305, false",
        "4403, 44030, false"
    })
    void oneDivisionCoversAnotherOnlyAtABoundary(String area, String division, boolean covers) {
        assertThat(DivisionCodes.covers(area, division)).isEqualTo(covers);
    }

    @Property
    void aCreditCodeWithOneOtherCharacterIsRefused(
            @ForAll("creditCodes") String code,
            @ForAll @IntRange(max = 17) int place,
            @ForAll @IntRange(max = 30) int to) {
        char other = CREDIT_ALPHABET.charAt(to);
        if (code.charAt(place) != other) {
            assertThat(standard("credit-code").accepts(code.substring(0, place) + other + code.substring(place + 1)))
                    .isFalse();
        }
    }

    @Property
    void aVehicleNumberHasExactlyOneCheckCharacter(@ForAll("vehicleNumbers") String number) {
        long accepted = "0123456789X"
                .chars()
                .filter(c ->
                        standard("vehicle-number").accepts(number.substring(0, 8) + (char) c + number.substring(9)))
                .count();
        assertThat(accepted).isEqualTo(1);
    }

    @Provide
    Arbitrary<String> vehicleNumbers() {
        return Arbitraries.strings().withChars(VIN_ALPHABET).ofLength(17);
    }

    @Provide
    Arbitrary<String> creditCodes() {
        return Arbitraries.strings()
                .withChars(CREDIT_ALPHABET)
                .ofLength(8)
                .map(first -> first + CreditCode.organisationCheck(first))
                // Where the organisation's check is a letter of its alphabet that codes lack, there is no such code.
                .map(organisation -> "91440305" + organisation)
                .map(first17 -> first17 + CreditCode.check(first17));
    }
}
