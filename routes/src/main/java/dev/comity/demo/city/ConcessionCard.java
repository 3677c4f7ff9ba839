package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A card with which its holder travels for less.
 *
 * @param statusReason of a card that is not active
 */
public record ConcessionCard(
        String cardNo,
        Resident holder,
        String concession,
        LocalDate issuedOn,
        LocalDate expiresOn,
        String status,
        Optional<String> statusReason,
        LocalDate lastUsedOn) {}
