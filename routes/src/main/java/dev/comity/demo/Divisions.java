package dev.comity.demo;

import dev.comity.demo.city.Division;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The real divisions among which the made-up city lies. */
final class Divisions {

    private Divisions() {}

    /**
     * The counties of one city, each many times, and the counties of the neighbours once: most of what happens is the city's own
     * business, and some of it is not.
     *
     * @param schemas holds {@code codes/divisions.csv}: code, name; codes of 2, 4 and 6 digits
     * @param city six digits, the last two zero
     */
    static List<Division> around(Path schemas, String city) throws IOException {
        Map<String, String> names = new TreeMap<>();
        for (String line : Files.readAllLines(schemas.resolve("codes/divisions.csv"))) {
            int comma = line.indexOf(',');
            names.put(line.substring(0, comma), line.substring(comma + 1));
        }
        List<Division> own = counties(names, city.substring(0, 4));
        List<Division> neighbours = counties(names, city.substring(0, 2));
        neighbours.removeAll(own);
        List<Division> all = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            all.addAll(own);
        }
        all.addAll(neighbours.subList(0, Math.min(own.size(), neighbours.size())));
        return all;
    }

    private static List<Division> counties(Map<String, String> names, String prefix) {
        List<Division> counties = new ArrayList<>();
        names.forEach((code, name) -> {
            if (code.length() == 6 && code.startsWith(prefix)) {
                String province = names.getOrDefault(code.substring(0, 2), "");
                counties.add(new Division(code, province + names.getOrDefault(code.substring(0, 4), "") + name));
            }
        });
        return counties;
    }
}
