package dev.comity.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Administrative division codes (GB/T 2260 and the statistical codes below the county): 2 digits for a province, 4 for a
 * city, 6 for a county, 9 for a township, 12 for a village. One division lies in another only if its code begins with the
 * other's at such a boundary. The list knows provinces, cities and counties of one year; codes are never retired from
 * people's numbers, so an unknown code is a reason to look, never to refuse. Immutable.
 */
public final class DivisionCodes {

    /** Lengths at which a code ends, in digits. */
    public static final Set<Integer> LENGTHS = Set.of(2, 4, 6, 9, 12);

    private final Map<String, String> names;

    private DivisionCodes(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** @param csv UTF-8, a header line, then {@code code,name} */
    public static DivisionCodes read(Path csv) throws IOException {
        Map<String, String> names = new HashMap<>();
        for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
            int comma = line.indexOf(',');
            if (comma < 0 || !isCode(line.substring(0, comma))) {
                throw new IOException("a line of %s is not 'code,name'".formatted(csv.getFileName()));
            }
            names.put(line.substring(0, comma), line.substring(comma + 1));
        }
        return new DivisionCodes(names);
    }

    /** Whether text has the form of a code: digits, of one of the lengths. */
    public static boolean isCode(String text) {
        return LENGTHS.contains(text.length()) && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * The shortest code of the same division: in the six-digit form, {@code 440000} stands for the province 44 and
     * {@code 440300} for the city 4403; {@code 440300000000} as well.
     */
    public static String shortest(String code) {
        String shortest = code;
        while (shortest.length() > 2) {
            int before = shortest.length() == 12 ? 9 : shortest.length() == 9 ? 6 : shortest.length() - 2;
            if (!shortest.substring(before).chars().allMatch(c -> c == '0')) {
                return shortest;
            }
            shortest = shortest.substring(0, before);
        }
        return shortest;
    }

    /** Whether a division is the area or lies in it; false for text that is no code. */
    public static boolean covers(String area, String division) {
        return isCode(area) && isCode(division) && shortest(division).startsWith(shortest(area));
    }

    /** Name of the province, city or county, as the list has it. */
    public Optional<String> name(String code) {
        return Optional.ofNullable(names.get(shortest(code)));
    }

    /** Whether the list knows the division, or, of a township or village, its county. */
    public boolean knows(String code) {
        String shortest = shortest(code);
        return names.containsKey(shortest.length() > 6 ? shortest.substring(0, 6) : shortest);
    }
}
