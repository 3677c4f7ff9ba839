package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.Dates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResidentNumberTest {

    private final ResidentNumber standard =
            new ResidentNumber(Repository.types().divisions(), Repository.CLOCK);

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "440524188001010014"})
    void acceptsTheVectorsOfTheStandard(String number) {
        assertThat(standard.accepts(number)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "lower-case x, 11010519491231002x",
        "wrong check character, 110105194912310021",
        "fifteen digits of the first edition, 110105491231002",
        "nineteen characters, 11010519491231002X0",
        "digits of another script, 11010519491231００2X",
        "a letter inside, 1101051949123100AX",
        "empty, ''"
    })
    void refuses(String why, String number) {
        assertThat(standard.accepts(number)).as(why).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "30 February, 19900230, false",
        "29 February of a common year, 19010229, false",
        "29 February of a leap year, 20000229, true",
        "month 13, 19901301, false",
        "today in Shanghai, 20261101, true",
        "tomorrow in Shanghai, 20261102, false",
        "year 0, 00000101, false"
    })
    void acceptsOnlyBirthDatesThatExistAndHaveCome(String why, String date, boolean accepted) {
        assertThat(standard.accepts(number("990101" + date + "001"))).as(why).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"440305, false", "990101, true", "830000, true", "110102, false"})
    void warnsOfAnUnknownDivisionAndAcceptsIt(String division, boolean warns) {
        String number = number(division + "19530101001");
        assertThat(standard.accepts(number)).isTrue();
        assertThat(standard.warning(number).isPresent()).isEqualTo(warns);
    }

    @Property
    void refusesEveryChangeOfASingleCharacter(
            @ForAll("numbers") String number, @ForAll @IntRange(max = 17) int place, @ForAll("characters") char other) {
        if (number.charAt(place) != other) {
            assertThat(standard.accepts(number.substring(0, place) + other + number.substring(place + 1)))
                    .isFalse();
        }
    }

    @Property
    void refusesEverySwapOfNeighboursThatDiffer(
            @ForAll("numbers") String number, @ForAll @IntRange(max = 15) int place) {
        char a = number.charAt(place);
        char b = number.charAt(place + 1);
        if (a != b) {
            assertThat(standard.accepts(number.substring(0, place) + b + a + number.substring(place + 2)))
                    .isFalse();
        }
    }

    @Property
    void acceptsEveryNumberThatIsBuiltByTheRule(@ForAll("numbers") String number) {
        assertThat(standard.accepts(number)).isTrue();
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.chars().with("0123456789X".toCharArray());
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<LocalDate> dates = Dates.dates().between(LocalDate.of(1900, 1, 1), LocalDate.of(2026, 10, 31));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        dates,
                        Arbitraries.integers().between(0, 999))
                .as((division, date, sequence) -> number(
                        "99%04d%s%03d".formatted(division, date.format(DateTimeFormatter.BASIC_ISO_DATE), sequence)));
    }

    /** A second way to the check character, by the rule of ISO 7064 that the whole number is 1 modulo 11. */
    static String number(String first17) {
        for (char check : "0123456789X".toCharArray()) {
            int rest = 0;
            for (char c : (first17 + check).toCharArray()) {
                rest = (rest * 2 + (c == 'X' ? 10 : c - '0')) % 11;
            }
            if (rest == 1) {
                return first17 + check;
            }
        }
        throw new AssertionError("ISO 7064 MOD 11-2 has a check character for every number");
    }
}
