package dev.comity.demo;

import java.util.Map;

/** Mistakes that people make at a keyboard. */
final class Slips {

    private Slips() {}

    /** Another last character of a number with a check digit. */
    static void checkDigit(Map<String, String> row, String column) {
        row.compute(
                column, (c, number) -> number.substring(0, number.length() - 1) + (number.endsWith("7") ? "8" : "7"));
    }

    /** The character before the check digit of a vehicle number. */
    static void vehicleNumber(Map<String, String> row, String column) {
        row.compute(column, (c, vin) -> vin.substring(0, 7) + (vin.charAt(7) == '7' ? '8' : '7') + vin.substring(8));
    }

    /** A month that no year has, in a date that begins with year and month. */
    static void month(Map<String, String> row, String column) {
        row.compute(column, (c, date) -> date.substring(0, 5) + "13" + date.substring(7));
    }
}
