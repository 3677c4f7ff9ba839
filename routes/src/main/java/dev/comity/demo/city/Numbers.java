package dev.comity.demo.city;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** Numbers that the city hands out, right by their own standards and held by nobody. */
final class Numbers {

    private static final String VIN_ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final String PLATE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private Numbers() {}

    /** @param sequence below 500; with the sex it makes the three digits after the birth date */
    static String resident(int area, LocalDate birth, int sequence, boolean female) {
        String digits = "99%04d%s%03d"
                .formatted(area, DateTimeFormatter.BASIC_ISO_DATE.format(birth), sequence * 2 + (female ? 0 : 1));
        return digits + CheckDigits.resident(digits);
    }

    /** A credit code of an office ({@code 1}) or of one that civil affairs registered ({@code 5}), in no division. */
    static String credit(char authority, int serial) {
        String code8 = "MB%06d".formatted(serial);
        String code17 = authority + "1" + "990000" + code8 + CheckDigits.organisation(code8);
        return code17 + CheckDigits.credit(code17);
    }

    static String vin(Random random) {
        StringBuilder vin = new StringBuilder("LZZ");
        while (vin.length() < 17) {
            vin.append(VIN_ALPHABET.charAt(random.nextInt(VIN_ALPHABET.length())));
        }
        vin.setCharAt(8, '0');
        vin.setCharAt(8, CheckDigits.vehicle(vin.toString()));
        return vin.toString();
    }

    /** Ordinary plates have five characters after the office's letter, new-energy ones six with D or F first. */
    static String plate(Random random, String office, boolean newEnergy) {
        StringBuilder plate = new StringBuilder(office + (newEnergy ? "D" : ""));
        for (int i = 0; i < 5; i++) {
            // Digits at the end, so that every plate has the form that the standard gives first.
            plate.append(
                    i == 0 && !newEnergy
                            ? PLATE_ALPHABET.charAt(10 + random.nextInt(24))
                            : (char) ('0' + random.nextInt(10)));
        }
        return plate.toString();
    }

    static String engine(Random random) {
        return "ENG%08X".formatted(random.nextInt() & 0x7fffffff);
    }

    /** In the range 199 0000 xxxx: E.164, distinctive enough to be searched for, and given to no subscriber here. */
    static String phone(int index) {
        return "+861990%07d".formatted(1_000_000 + index * 37 % 9_000_000);
    }

    static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
