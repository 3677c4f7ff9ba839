package dev.comity.demo.city;

import java.util.Random;
import java.util.UUID;

/** Property transfers of a county that does not exist: its postcodes begin with ZZ, which no area has. */
final class LandRegister {

    private LandRegister() {}

    /** Every tenth line changes the transaction nine lines before it, every twenty-fifth deletes one. */
    static Transfer transfer(int number, long seed, Random random) {
        char change = number % 25 == 24 ? 'D' : number % 10 == 9 ? 'C' : 'A';
        int transaction = change == 'A' ? number : number - 9;
        Random first = new Random(seed * 31 + transaction);
        return new Transfer(
                new UUID(first.nextLong(), first.nextLong()).toString().toUpperCase(java.util.Locale.ROOT),
                // No round sums, so that a price can be searched for.
                50_003 + first.nextInt(90_000) * 10 + (change == 'C' ? 7 : 0),
                SyntheticCity.TODAY.minusDays(40 + first.nextInt(200)),
                "ZZ%d %d%s".formatted(1 + first.nextInt(89), first.nextInt(10), Numbers.pick(first, "AB", "CD", "EF")),
                "DSTFO".charAt(first.nextInt(5)),
                first.nextInt(8) == 0,
                first.nextInt(4) == 0 ? 'L' : 'F',
                Integer.toString(1 + first.nextInt(240)),
                first.nextInt(6) == 0 ? "FLAT " + (1 + first.nextInt(30)) : "",
                Numbers.pick(first, "ALDER LANE", "BRIAR CLOSE", "CHALK PIT ROAD", "DOWNS VIEW", "ELM GROVE"),
                first.nextInt(3) == 0 ? "NETHER SOMEWHERE" : "",
                Numbers.pick(first, "SOMEWHERE", "ELSEWHERE ON SEA"),
                "COUNTY OF NOWHERE",
                "COUNTY OF NOWHERE",
                first.nextInt(9) == 0 ? 'B' : 'A',
                change);
    }
}
