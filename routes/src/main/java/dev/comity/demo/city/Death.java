package dev.comity.demo.city;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A death as civil affairs registers it.
 *
 * @param cause ICD-10; never shared
 * @param evidenceLevel how sure it is: medical-certificate, cremation, register-cancelled or court-declared
 * @param facility credit code of the crematorium
 * @param informant who reported it, with a number to call; never shared
 * @param relation of the informant, GB/T 4761
 */
public record Death(
        String certificateNo,
        Resident deceased,
        LocalDate date,
        Division place,
        String cause,
        String evidenceLevel,
        Optional<String> facility,
        Optional<LocalDate> cremationDate,
        Optional<LocalDate> cancelledOn,
        Resident informant,
        String relation) {}
