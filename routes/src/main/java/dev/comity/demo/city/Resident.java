package dev.comity.demo.city;

import java.time.LocalDate;

/**
 * One made-up person.
 *
 * @param residentId GB 11643 with division {@code 99xxxx}
 * @param female as the 17th digit says
 * @param home where the person lives
 * @param address below the county
 * @param phone E.164, of a number range that is not assigned
 */
public record Resident(
        String residentId,
        String name,
        boolean female,
        LocalDate birthDate,
        Division home,
        String address,
        String phone) {}
