package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A marriage or divorce as civil affairs registers it.
 *
 * @param kind marriage or divorce
 * @param office credit code
 * @param statusBefore of both, GB/T 2261.2
 * @param agreementRef where the divorce papers lie; never shared
 */
public record Marriage(
        String certificateNo,
        String kind,
        LocalDate date,
        String office,
        Resident first,
        Resident second,
        String statusBefore,
        Optional<String> agreementRef,
        String effectiveStatus) {}
