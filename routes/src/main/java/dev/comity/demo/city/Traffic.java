package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;

/** What the transport operator and the traffic police keep. */
final class Traffic {

    private Traffic() {}

    static ConcessionCard card(int number, Resident holder, Random random) {
        LocalDate issued = SyntheticCity.TODAY.minusDays(100 + random.nextInt(900));
        boolean old = holder.birthDate().isBefore(issued.minusYears(65));
        boolean suspended = random.nextInt(12) == 0;
        return new ConcessionCard(
                "LNK%010d".formatted(7_400_000_000L + number),
                holder,
                old ? "senior65" : Numbers.pick(random, "disabled", "veteran", "student"),
                issued,
                issued.plusYears(5),
                suspended ? "suspended" : "active",
                suspended ? Optional.of(Numbers.pick(random, "lost", "misuse")) : Optional.empty(),
                SyntheticCity.TODAY.minusDays(1 + random.nextInt(60)));
    }

    static Vehicle vehicle(Resident owner, Random random) {
        boolean electric = random.nextInt(3) == 0;
        LocalDate first = SyntheticCity.TODAY.minusDays(200 + random.nextInt(3000));
        return new Vehicle(
                Numbers.plate(random, "粤B", electric),
                electric ? "52" : "02",
                Numbers.vin(random),
                Numbers.engine(random),
                owner,
                "K33",
                Numbers.pick(random, "non-commercial", "ride-hailing", "ride-hailing", "taxi"),
                Numbers.pick(random, "Qinglong QL7150", "Baima BM6470", "Yunhe YH1030"),
                Numbers.pick(random, "white", "black", "silver", "blue"),
                electric ? "BEV" : Numbers.pick(random, "ICE", "ICE", "PHEV"),
                first,
                SyntheticCity.TODAY.plusDays(1 + random.nextInt(700)),
                first.plusYears(15),
                Numbers.pick(random, "normal", "normal", "normal", "normal", "seized"),
                random.nextInt(5) == 0);
    }
}
