package dev.comity.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every field standard that a schema can name by {@code format}: the closed list. */
final class FieldStandards {

    private FieldStandards() {}

    /** By the name that schemas use. */
    static SortedMap<String, FieldStandard> all(DivisionCodes divisions, Clock clock) {
        List<FieldStandard> all = new ArrayList<>(List.of(TimeStandard.values()));
        all.add(new UuidText());
        all.add(new ResidentNumber(divisions, clock));
        all.add(new CreditCode(divisions));
        all.add(new DivisionCode(divisions));
        all.add(new VehicleNumber());
        all.add(new PlateNumber());
        all.add(new MarriageCertificateNumber(divisions));
        all.add(new RealEstateUnitNumber(divisions));
        all.add(new DisabilityCertificateNumber(new ResidentNumber(divisions, clock)));
        all.add(new TitleCertificateNumber());
        SortedMap<String, FieldStandard> byFormat = new TreeMap<>();
        all.forEach(standard -> byFormat.put(standard.format(), standard));
        return Collections.unmodifiableSortedMap(byFormat);
    }

    /** The warning of every standard that holds a division code. */
    static String unknownDivision() {
        return "the division in it is not in the list of this year; codes of former years stay in use";
    }
}
