package dev.comity.demo.city;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What housing keeps. */
final class Housing {

    private Housing() {}

    static RentalApplication application(int number, Resident applicant, Resident co, Random random) {
        LocalDate date = SyntheticCity.TODAY.minusDays(30 + random.nextInt(300));
        String status =
                Numbers.pick(random, "submitted", "queued", "allocated", "allocated", "leased", "leased", "leased");
        boolean leased = status.equals("leased") || status.equals("allocated");
        return new RentalApplication(
                "GZF%d%07d".formatted(date.getYear(), 6_300_000 + number),
                applicant,
                random.nextInt(3) == 0 || co.equals(applicant) ? List.of() : List.of(co),
                date,
                Numbers.pick(random, "A", "B", "C", "D", "E", "F"),
                BigDecimal.valueOf(500 + random.nextInt(1500), 2),
                reasons(random),
                1 + number,
                status,
                leased ? Optional.of(allocation(number, applicant, date, random)) : Optional.empty());
    }

    private static List<String> reasons(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> List.of("low-income", "elderly");
            case 1 -> List.of("disabled");
            case 2 -> List.of("veteran");
            case 3 -> List.of("elderly");
            default -> List.of();
        };
    }

    private static RentalApplication.Allocation allocation(
            int number, Resident applicant, LocalDate date, Random random) {
        String unitNo = applicant.home().code() + "%03d%03d".formatted(1 + random.nextInt(40), 1 + random.nextInt(40))
                + "GB" + "%05dF%08d".formatted(10_000 + number, 1 + random.nextInt(9_999));
        return new RentalApplication.Allocation(
                unitNo,
                "安居苑" + (1 + random.nextInt(60)) + "号" + (100 + number) + "室",
                date.plusDays(20),
                date.plusDays(20).plusYears(3),
                BigDecimal.valueOf(30_000 + random.nextInt(90_000), 2));
    }
}
