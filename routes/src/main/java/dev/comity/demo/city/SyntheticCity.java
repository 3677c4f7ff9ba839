package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.ArrayList;
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
    private final List<Resident> old;
    private final List<Resident> couples;
    private final List<Resident> informants;
    private final List<Resident> tenants;
    private final List<Resident> owners;

    private SyntheticCity(long seed, List<Resident> residents) {
        this.seed = seed;
        this.residents = residents;
        this.old = residents.stream().filter(SyntheticCity::isOld).toList();
        List<Resident> young = residents.stream().filter(r -> !isOld(r)).toList();
        // Only the old stand in more than one agency's system. What nobody may see of the others, for instance the
        // number of a
        // vehicle's owner, is then nowhere but where it belongs, and can be searched for everywhere else.
        this.couples = share(young, 0, 32);
        this.informants = share(young, 32, 52);
        this.tenants = share(young, 52, 86);
        this.owners = share(young, 86, 100);
    }

    private static List<Resident> share(List<Resident> people, int fromPercent, int toPercent) {
        return people.subList(people.size() * fromPercent / 100, people.size() * toPercent / 100);
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
        return Registers.death(number, one(old, number), one(informants, number), random(1, number));
    }

    public List<Marriage> marriages(int count) {
        return list(count, this::marriage);
    }

    public Marriage marriage(int number) {
        Resident first = one(couples, 2 * number);
        return Registers.marriage(number, first, one(couples, 2 * number + 1), random(2, number));
    }

    public List<RentalApplication> applications(int count) {
        return list(count, this::application);
    }

    public RentalApplication application(int number) {
        Resident applicant = one(tenants, 2 * number);
        return Housing.application(number, applicant, one(tenants, 2 * number + 1), random(3, number));
    }

    public List<ConcessionCard> cards(int count) {
        return list(count, this::card);
    }

    public ConcessionCard card(int number) {
        return Traffic.card(number, one(old, number), random(4, number));
    }

    public List<Vehicle> vehicles(int count) {
        return list(count, this::vehicle);
    }

    public Vehicle vehicle(int number) {
        return Traffic.vehicle(one(owners, number), random(5, number));
    }

    public List<Transfer> transfers(int count) {
        return list(count, this::transfer);
    }

    public Transfer transfer(int number) {
        return LandRegister.transfer(number, seed, random(6, number));
    }

    private static Resident one(List<Resident> people, int number) {
        return people.get(number % people.size());
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
