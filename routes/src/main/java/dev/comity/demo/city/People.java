package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes residents: more old ones than a real city has, so that something happens to many of them. */
final class People {

    private People() {}

    static List<Resident> make(int count, List<Division> divisions, Random random) {
        List<Resident> people = new ArrayList<>(count);
        Set<String> numbers = new HashSet<>();
        Set<String> names = new HashSet<>();
        while (people.size() < count) {
            Resident resident = one(people.size(), divisions, random);
            // Nobody's name stands inside another's, as 马志远 would in 司马志远.
            String end = resident.name().substring(1);
            if (!numbers.contains(resident.residentId()) && !names.contains(end) && names.add(resident.name())) {
                names.add(end);
                numbers.add(resident.residentId());
                people.add(resident);
            }
        }
        return List.copyOf(people);
    }

    private static Resident one(int index, List<Division> divisions, Random random) {
        boolean female = random.nextBoolean();
        LocalDate birth = SyntheticCity.TODAY.minusDays(20L * 365 + random.nextInt(75 * 365));
        String residentId = Numbers.resident(random.nextInt(90), birth, random.nextInt(500), female);
        Division home = divisions.get(random.nextInt(divisions.size()));
        return new Resident(
                residentId, Names.person(random), female, birth, home, Names.address(random), Numbers.phone(index));
    }
}
