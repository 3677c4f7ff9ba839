package dev.comity.agreement;

import dev.comity.config.AgencyEntry;
import dev.comity.config.Purpose;
import dev.comity.record.RecordTypes;
import java.util.Map;
import java.util.Optional;

/**
 * The closed lists that an agreement's words come from.
 *
 * @param agencies empty if the file as a whole could not be read, so that its one mistake is not repeated in every agreement
 * @param purposes empty for the same reason
 */
public record Registers(
        Optional<Map<String, AgencyEntry>> agencies, Optional<Map<String, Purpose>> purposes, RecordTypes types) {}
