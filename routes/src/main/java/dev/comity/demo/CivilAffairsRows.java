package dev.comity.demo;

import dev.comity.demo.city.Death;
import dev.comity.demo.city.Marriage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deaths and marriages as rows of civil affairs' tables. */
final class CivilAffairsRows {

    private CivilAffairsRows() {}

    static Map<String, String> death(Death death) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("certificate_no", death.certificateNo());
        row.put("resident_id", death.deceased().residentId());
        row.put("name", death.deceased().name());
        row.put("death_date", death.date().toString());
        row.put("division", death.place().code());
        row.put("cause", death.cause());
        row.put("evidence_level", death.evidenceLevel());
        row.put("cremation_facility", death.facility().orElse(null));
        row.put("cremation_date", death.cremationDate().map(Object::toString).orElse(null));
        row.put(
                "register_cancelled_on",
                death.cancelledOn().map(Object::toString).orElse(null));
        row.put("informant_name", death.informant().name());
        row.put("informant_phone", death.informant().phone());
        row.put("informant_relation", death.relation());
        return row;
    }

    static Map<String, String> marriage(Marriage marriage) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("certificate_no", marriage.certificateNo());
        row.put("kind", marriage.kind());
        row.put("registration_date", marriage.date().toString());
        row.put("office", marriage.office());
        row.put("first_resident_id", marriage.first().residentId());
        row.put("first_name", marriage.first().name());
        row.put("first_status_before", marriage.statusBefore());
        row.put("second_resident_id", marriage.second().residentId());
        row.put("second_name", marriage.second().name());
        row.put("second_status_before", marriage.statusBefore());
        row.put("divorce_agreement", marriage.agreementRef().orElse(null));
        row.put("effective_status", marriage.effectiveStatus());
        return row;
    }
}
