package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The city of one seed. Every record follows from the seed and its own number alone, so that more of them can be asked for later
 * without changing those that there are.
 */
public final class SyntheticCity {

    /** The day on which everything in the city has happened; fixed, so that a seed means the same city on every day. */
    public static final LocalDate TODAY = LocalDate.of(2025, 9, 30);

    private final long seed;
    private final List<Resident> residents;
    private final List<Resident> oldFirst;

    private SyntheticCity(long seed, List<Resident> residents) {
        this.seed = seed;
        this.residents = residents;
        List<Resident> shuffled = new ArrayList<>(residents);
        Collections.shuffle(shuffled, new Random(seed));
        // The stable sort keeps the shuffle within the two halves: the old die and travel for less, the young marry.
        shuffled.sort((a, b) -> Boolean.compare(isOld(b), isOld(a)));
        this.oldFirst = List.copyOf(shuffled);
    }

    /**
     * @param divisions where people live, at least one
     * @param residents how many people, at least 100
     */
    public static SyntheticCity of(long seed, List<Division> divisions, int residents) {
        return new SyntheticCity(seed, People.make(residents, divisions, new Random(seed)));
    }

    public List<Resident> residents() {
        return residents;
    }

    /** The first {@code count} deaths. */
    public List<Death> deaths(int count) {
        return list(count, this::death);
    }

    public Death death(int number) {
        // Reported by one of the young: the list's other end, and never by the deceased.
        Resident informant = oldFirst.get(oldFirst.size() - 1 - number % (oldFirst.size() / 2));
        Resident deceased = oldFirst.get(number % (oldFirst.size() / 2));
        return Registers.death(number, deceased, informant, random(1, number));
    }

    public List<Marriage> marriages(int count) {
        return list(count, this::marriage);
    }

    public Marriage marriage(int number) {
        int last = oldFirst.size() - 1;
        Resident first = oldFirst.get(last - 2 * number % last);
        Resident second = oldFirst.get(last - (2 * number + 1) % last);
        return Registers.marriage(number, first, second, random(2, number));
    }

    public List<RentalApplication> applications(int count) {
        return list(count, this::application);
    }

    public RentalApplication application(int number) {
        // Every third applicant is among those who die, so that housing learns something it can use.
        Resident applicant = number % 3 == 0 ? oldFirst.get(number) : other(number + 7);
        return Housing.application(number, applicant, other(number + 11), random(3, number));
    }

    public List<ConcessionCard> cards(int count) {
        return list(count, this::card);
    }

    public ConcessionCard card(int number) {
        return Traffic.card(number, oldFirst.get(number % oldFirst.size()), random(4, number));
    }

    public List<Vehicle> vehicles(int count) {
        return list(count, this::vehicle);
    }

    public Vehicle vehicle(int number) {
        return Traffic.vehicle(other(number + 13), random(5, number));
    }

    public List<Transfer> transfers(int count) {
        return list(count, this::transfer);
    }

    public Transfer transfer(int number) {
        return LandRegister.transfer(number, seed, random(6, number));
    }

    private Resident other(int number) {
        return residents.get((number * 31 + 17) % residents.size());
    }

    private Random random(int register, int number) {
        return new Random(seed * 1_000_003L + register * 100_000_007L + number);
    }

    private static boolean isOld(Resident resident) {
        return resident.birthDate().isBefore(TODAY.minusYears(65));
    }

    private static <T> List<T> list(int count, IntFunction<T> one) {
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(one.apply(i));
        }
        return List.copyOf(all);
    }
}
