package dev.comity.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agency.SampleCity;
import dev.comity.agency.SampleSealer;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.json.Json;
import dev.comity.outbox.Draft;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record of a newer major, for agreements over it and over the one before. */
class TwoMajorsTest {

    private static final String POLICE = "public-security-traffic";
    private static final RecordTypeId FIRST = RecordTypeId.of("driver-licence/1");
    private static final RecordTypeId SECOND = RecordTypeId.of("driver-licence/2");

    @TempDir
    Path root;

    private SampleCity city;

    /** @param majors that a consumer has an agreement over */
    private SampleSealer police(int... majors) throws Exception {
        Map<String, String> agreements = new HashMap<>();
        for (int major : majors) {
            String fields = major == 1 ? "  - classes[]\n  - status" : "  - classes[].class\n  - classes[].since";
            String file = "%s/licences-%d".formatted(consumer(major), major);
            agreements.put(file + ".yaml", agreement(major, fields));
            String sees = major == 1 ? "classes[], status" : "classes[].class, classes[].since";
            agreements.put(file + ".tests.yaml", tests(major, sees));
        }
        city = SampleCity.in(root, agreements);
        return SampleSealer.of(city, POLICE);
    }

    private static String tests(int major, String sees) {
        return """
                - given: a licence
                  record: driver-licence/%d/examples/car-and-motorcycle.json
                  sees: ["%s"]
                """.formatted(major, sees.replace(", ", "\", \""));
    }

    private static String consumer(int major) {
        return major == 1 ? "transport" : "housing";
    }

    private static String agreement(int major, String fields) {
        return """
                agreement: licences-%d
                version: 1
                title: {en: Licences, zh: 驾驶证}
                provider: public-security-traffic
                consumer: %s
                record: driver-licence/%d
                mode: event
                purpose: eligibility
                basis: {kind: statutory-duty, instrument: Ride-Hailing Service Rules, article: "14", responsibility: TR-0227}
                valid: {from: 2026-01-01, to: 2027-12-31}
                release:
                %s
                obligations:
                  - no-onward-transfer
                """.formatted(major, consumer(major), major, fields);
    }

    private static ObjectNode licence() throws Exception {
        return Json.parseObject(Files.readAllBytes(
                SampleCity.HOME.resolve("schemas/records/driver-licence/2/examples/car-and-motorcycle.json")));
    }

    private static Sealing seal(SampleSealer agency, ObjectNode record) {
        return agency.sealer().seal(SECOND, record, SampleCity.NOW);
    }

    private static List<Draft> drafts(Sealing sealing) {
        return ((Sealing.Sealed) sealing).drafts();
    }

    private static List<RecordTypeId> types(Sealing sealing) {
        return drafts(sealing).stream().map(Draft::type).toList();
    }

    private VerifiedEnvelope opened(SampleSealer agency, Draft draft) throws Exception {
        return new EnvelopeVerifier(
                        agency.view().directory(), agency.view().types(), city.hub(), EnvelopeLimits.DEFAULT)
                .intake(draft.compact(), POLICE, SampleCity.NOW, Duration.ofMinutes(5));
    }

    private List<String> names(SampleSealer agency, Draft draft) throws Exception {
        return opened(agency, draft).leaves().stream()
                .map(FieldPath::value)
                .sorted()
                .toList();
    }

    @Test
    void sealsOneRecordInEachMajorThatAnAgreementNeedsAndDisclosesItsFieldsOnly() throws Exception {
        SampleSealer police = police(1, 2);

        Sealing sealing = seal(police, licence());

        assertThat(types(sealing)).containsExactly(SECOND, FIRST);
        Draft second = drafts(sealing).get(0);
        Draft first = drafts(sealing).get(1);
        assertThat(names(police, second)).containsExactly("classes[].class", "classes[].since");
        assertThat(names(police, first)).containsExactly("classes[]", "status");
        assertThat(opened(police, first).record().path("classes").toString()).isEqualTo("[\"C1\",\"D\"]");
        assertThat(first.group()).isEqualTo(second.group());
        assertThat(first.jti()).isNotEqualTo(second.jti());
        assertThat(first.subjects().get(0).token())
                .isEqualTo(second.subjects().get(0).token());
    }

    @Test
    void sealsTheNewerMajorAloneWhereNoAgreementIsOverTheEarlierOne() throws Exception {
        assertThat(types(seal(police(2), licence()))).containsExactly(SECOND);
    }

    @Test
    void sealsTheEarlierMajorAloneWhereNoAgreementIsOverTheNewerOneAndKeepsTheRecordAsItWas() throws Exception {
        Sealing sealing = seal(police(1), licence());

        assertThat(types(sealing)).containsExactly(FIRST);
        assertThat(((Sealing.Sealed) sealing).whole().type()).isEqualTo(SECOND);
        assertThat(((Sealing.Sealed) sealing).whole().body()).isEqualTo(licence());
    }

    @Test
    void sealsTheNewerMajorWithoutAnyDisclosureWhereThereIsNoAgreement() throws Exception {
        Sealing sealing = seal(police(), licence());

        assertThat(types(sealing)).containsExactly(SECOND);
        assertThat(drafts(sealing).get(0).compact()).matches("[^~]+~");
    }

    @Test
    void sendsNothingOfARecordThatTheEarlierMajorRefusesAndNamesNoValue() throws Exception {
        ObjectNode twice = licence();
        ((ObjectNode) twice.path("classes").path(1)).put("class", "C1").put("since", "2015-01-01");

        Sealing sealing = seal(police(1, 2), twice);

        assertThat(sealing).isInstanceOf(Sealing.Unsendable.class);
        List<Refusal> reasons = ((Sealing.Unsendable) sealing).reasons();
        assertThat(reasons).isNotEmpty().allSatisfy(reason -> {
            assertThat(reason.path()).startsWith("classes");
            assertThat(reason.message())
                    .contains("mapping to-1.jslt of driver-licence/2", "driver-licence/1 refuses")
                    .doesNotContain("C1", "2015");
        });
    }

    @Test
    void sealsTheSameRecordAgainForAnAgreementOverTheEarlierMajor() throws Exception {
        SampleSealer police = police(1);
        var agreement = police.view().agreements().all().stream()
                .filter(one -> one.id().equals("licences-1"))
                .findFirst()
                .orElseThrow();

        Draft again = police.sealer()
                .sealAgain(SECOND, licence(), agreement, SampleCity.NOW)
                .orElseThrow();

        assertThat(again.type()).isEqualTo(FIRST);
        assertThat(names(police, again)).containsExactly("classes[]", "status");
    }

    @Test
    void everyDeclaredMappingGivesValidRecordsForEveryExample() throws Exception {
        var types = police().view().types();

        int declared = 0;
        for (RecordType type : types.all()) {
            assertThat(EarlierMajorCheck.check(type, types)).isEmpty();
            declared += type.earlier().isPresent() ? 1 : 0;
        }

        assertThat(declared).isPositive();
    }
}
