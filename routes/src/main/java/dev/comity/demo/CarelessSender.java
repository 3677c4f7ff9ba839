package dev.comity.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.SigningKey;
import dev.comity.demo.city.Death;
import dev.comity.demo.city.SyntheticCity;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.json.Json;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Draft;
import dev.comity.outbox.Outbox;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.sealing.SealingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program of civil affairs that goes past the agency's own checks: it seals with the agency's real key and puts what it likes into the
 * outbox. What the hub makes of it is the point. It runs once in a folder's life.
 */
final class CarelessSender {

    static final String AGENCY = "civil-affairs";
    private static final RecordTypeId TYPE = RecordTypeId.of("death-registration/1");
    private static final String ORIGIN = "careless sender: ";
    /** Deaths with these numbers are told by nobody else. */
    private static final int FIRST_DEATH = 1_000_000;

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final Provisioning.Provisioned setting;
    private final SyntheticCity city;
    private final Instant now;
    private final SigningKey key;
    private final SigningKey othersKey;
    private final ObjectNode hubKey;

    private CarelessSender(Provisioning.Provisioned setting, SyntheticCity city, Instant now) throws IOException {
        this.setting = setting;
        this.city = city;
        this.now = now;
        Path agencies = setting.data().agency(AGENCY).getParent();
        this.key = SigningKey.read(agencies.resolve(AGENCY + "/keys/seal.pem"));
        this.othersKey = SigningKey.read(agencies.resolve(another(setting)).resolve("keys/seal.pem"));
        this.hubKey =
                HubKeys.obtain(setting.data().hub()).deliver().verificationKey().jwk();
    }

    private static String another(Provisioning.Provisioned setting) {
        return setting.agencies().stream()
                .filter(agency -> !agency.equals(AGENCY))
                .findFirst()
                .orElseThrow();
    }

    /** What is wrong with an envelope. */
    private enum Fault {
        IMPOSSIBLE_DATE,
        EXPIRED,
        FROM_THE_FUTURE,
        FOR_ANOTHER_HUB,
        SEALED_BY_ANOTHER_AGENCY,
        BROKEN_SIGNATURE,
        NOTHING,
        SAME_ID_OTHER_CONTENT
    }

    /**
     * Puts a few records with every fault into the outbox, if that was not done yet. The agency's runtime must not run.
     *
     * @param each records with each fault
     * @return how many records it has handed over, now or before
     */
    static long run(Provisioning.Provisioned setting, SyntheticCity city, Instant now, int each)
            throws SQLException, IOException {
        CarelessSender sender = new CarelessSender(setting, city, now);
        try (AgencyDatabase database = AgencyDatabase.open(setting.data().agency(AGENCY))) {
            Outbox outbox = new Outbox(database, AGENCY, sender.hub(), sender.key);
            return database.<Long, IOException>transaction(connection -> {
                long before = handedOver(connection);
                for (int i = 0; before == 0 && i < each; i++) {
                    sender.put(connection, outbox, i);
                }
                return before == 0 ? (long) each * Fault.values().length : before;
            });
        }
    }

    private static long handedOver(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) from record where origin like ?")) {
            query.setString(1, ORIGIN + "%");
            try (ResultSet count = query.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    private String hub() {
        return setting.configuration().hub().id();
    }

    private void put(Connection connection, Outbox outbox, int round) throws SQLException {
        String jti = id();
        for (Fault fault : Fault.values()) {
            // The two last faults share an id: the first of them is right, and the second is refused because of it.
            boolean shared = fault == Fault.NOTHING || fault == Fault.SAME_ID_OTHER_CONTENT;
            Draft draft = draft(fault, shared ? jti : id(), round);
            outbox.put(connection, ORIGIN + fault, List.of(draft));
        }
    }

    private Draft draft(Fault fault, String jti, int round) {
        Death death = city.death(FIRST_DEATH + round * Fault.values().length + fault.ordinal());
        RecordType type = setting.configuration().types().find(TYPE).orElseThrow();
        SigningKey signer = fault == Fault.SEALED_BY_ANOTHER_AGENCY ? othersKey : key;
        SealedEnvelope sealed = SealedEnvelope.seal(claims(fault, jti, type), record(death, fault), type, signer);
        String compact = sealed.compactWith(disclosed());
        if (fault == Fault.BROKEN_SIGNATURE) {
            compact = withBrokenSignature(compact);
        }
        return new Draft(
                // The outbox wants an id of its own for each; the envelope's is what the hub looks at.
                id(),
                compact,
                digest(compact.substring(0, compact.indexOf('~'))),
                key.verificationKey().kid(),
                TYPE,
                type.digest(),
                digest(death.deceased().residentId()),
                now,
                Optional.empty(),
                List.of());
    }

    private Set<FieldPath> disclosed() {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return SealingPlan.of(setting.configuration().agreements(), AGENCY, TYPE, today)
                .disclosed();
    }

    private EnvelopeClaims claims(Fault fault, String jti, RecordType type) {
        Instant issued = switch (fault) {
            case EXPIRED -> now.minus(Duration.ofDays(3));
            case FROM_THE_FUTURE -> now.plus(Duration.ofDays(2));
            default -> now;
        };
        return new EnvelopeClaims(
                AGENCY,
                fault == Fault.FOR_ANOTHER_HUB ? "another-hub" : hub(),
                Instant.ofEpochSecond(issued.getEpochSecond()),
                Instant.ofEpochSecond(issued.plus(Duration.ofDays(1)).getEpochSecond()),
                jti,
                TYPE,
                type.digest(),
                hubKey,
                Optional.empty());
    }

    private ObjectNode record(Death death, Fault fault) {
        ObjectNode record = Json.object();
        record.put("recordId", id())
                .put("steward", setting.configuration().agencies().get(AGENCY).creditCode())
                .put("recordedAt", now.toString())
                .put("recordStatus", "current")
                .put("deathCertificateNo", death.certificateNo())
                .put("deceasedResidentId", death.deceased().residentId())
                .put("name", death.deceased().name())
                .put(
                        "deathDate",
                        fault == Fault.IMPOSSIBLE_DATE
                                ? "2025-02-30"
                                : death.date().toString())
                .put("deathDivision", death.place().code())
                .put("evidenceLevel", "court-declared");
        return record;
    }

    private static String withBrokenSignature(String compact) {
        int middle = compact.indexOf('~') - 20;
        char other = compact.charAt(middle) == 'A' ? 'B' : 'A';
        return compact.substring(0, middle) + other + compact.substring(middle + 1);
    }

    private static String id() {
        return IDS.generate().toString();
    }

    private static String digest(String text) {
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
