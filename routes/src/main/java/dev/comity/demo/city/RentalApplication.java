package dev.comity.demo.city;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An application for public rental housing.
 *
 * @param co who applies together with the applicant
 * @param area floor area per head, square metres
 * @param reasons for priority
 * @param unit flat that was allocated
 */
public record RentalApplication(
        String applicationNo,
        Resident applicant,
        List<Resident> co,
        LocalDate date,
        String incomeBand,
        BigDecimal area,
        List<String> reasons,
        int queueNumber,
        String status,
        Optional<Allocation> unit) {

    /** @param rent per month in CNY */
    public record Allocation(String unitNo, String address, LocalDate from, LocalDate to, BigDecimal rent) {}
}
