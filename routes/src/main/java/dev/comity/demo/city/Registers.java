package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;

/** What civil affairs registers. */
final class Registers {

    private static final String[] CAUSES = {"I21.901", "C34.902", "J18.904", "I63.905", "E11.906", "K74.607", "N18.908"
    };

    private Registers() {}

    /** Every seventh death has no more than the hospital's certificate so far. */
    static Death death(int number, Resident deceased, Resident informant, Random random) {
        LocalDate date = SyntheticCity.TODAY.minusDays(10 + random.nextInt(260));
        String level = number % 7 == 3
                ? "medical-certificate"
                : Numbers.pick(random, "cremation", "cremation", "register-cancelled", "court-declared");
        boolean cremated = level.equals("cremation") || level.equals("register-cancelled");
        return new Death(
                "SWZ-%d-%08d".formatted(date.getYear(), 31_000_000 + number),
                deceased,
                date,
                deceased.home(),
                CAUSES[random.nextInt(CAUSES.length)],
                level,
                cremated ? Optional.of(Numbers.credit('5', 700_001)) : Optional.empty(),
                cremated ? Optional.of(date.plusDays(3)) : Optional.empty(),
                level.equals("register-cancelled") ? Optional.of(date.plusDays(8)) : Optional.empty(),
                informant,
                Numbers.pick(random, "1", "2", "3", "7"));
    }

    /** Every fourth registration is a divorce. */
    static Marriage marriage(int number, Resident first, Resident second, Random random) {
        boolean divorce = number % 4 == 2;
        LocalDate date = SyntheticCity.TODAY.minusDays(1 + random.nextInt(270));
        String certificateNo =
                "%s99%04d-%d-%06d".formatted(divorce ? "L" : "J", random.nextInt(90), date.getYear(), 410_000 + number);
        return new Marriage(
                certificateNo,
                divorce ? "divorce" : "marriage",
                date,
                Numbers.credit('1', 800_001 + random.nextInt(5)),
                first,
                second,
                divorce ? "20" : Numbers.pick(random, "10", "10", "40"),
                divorce ? Optional.of("LHXY-%d-%07d".formatted(date.getYear(), 5_200_000 + number)) : Optional.empty(),
                divorce ? "dissolved" : "valid");
    }
}
