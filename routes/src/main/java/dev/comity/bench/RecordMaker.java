package dev.comity.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.comity.client.OutgoingMessage;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.Identity;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Wire;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Seals the records of one provider, each with the statement that follows the one before it. Not thread-safe. */
final class RecordMaker {

    private static final Duration LIFE = Duration.ofDays(7);
    private static final int TOKEN_BYTES = 32;

    private final Installation installation;
    private final String provider;
    private final SigningKey key;
    private final ObjectNode hubKey;
    private final RecordType type;
    private final BenchRecord records;
    private final Set<FieldPath> disclosed = new HashSet<>();
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private int made;
    private Optional<SubmissionStatement> last = Optional.empty();

    /** @param number of the provider, from 0 */
    RecordMaker(Installation installation, int number) throws IOException {
        this.installation = installation;
        this.provider = BenchPlan.provider(number);
        this.key = installation.key(provider, "seal");
        this.hubKey = installation.hubKey().verificationKey().jwk();
        this.type = installation.configuration().types().find(BenchRecord.TYPE).orElseThrow();
        this.records = new BenchRecord(installation.plan().fields(), BenchHome.creditCode(number));
        installation.configuration().agreements().stream()
                .filter(agreement -> agreement.provider().equals(provider))
                .forEach(agreement -> disclosed.addAll(agreement.needed()));
    }

    /** The next records of this provider. */
    List<SealedRecord> make(int count) {
        List<SealedRecord> sealed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sealed.add(next());
        }
        return sealed;
    }

    private SealedRecord next() {
        int number = made++;
        Instant now = Instant.now();
        EnvelopeClaims claims = claims(now);
        SealedEnvelope envelope = SealedEnvelope.seal(
                claims, records.record(number, installation.plan().sizes().of(number)), type, key);
        SubjectToken subject = subject(number);
        SubmissionStatement statement = SubmissionStatement.sign(
                provider,
                claims.audience(),
                now,
                Base64Url.encode(envelope.jws().sha256()),
                last.map(SubmissionStatement::seq).orElse(0L) + 1,
                last.map(SubmissionStatement::digest),
                List.of(subject.commitment()),
                key);
        last = Optional.of(statement);
        var message = new OutgoingMessage(
                envelope.compactWith(disclosed), properties(claims, statement, subject), Optional.of(group(number)));
        return new SealedRecord(message, claims.jti(), deliveries(claims, envelope));
    }

    private EnvelopeClaims claims(Instant now) {
        return new EnvelopeClaims(
                provider,
                installation.configuration().hub().id(),
                Instant.ofEpochSecond(now.getEpochSecond()),
                Instant.ofEpochSecond(now.plus(LIFE).getEpochSecond()),
                ids.generate().toString(),
                type.id(),
                type.digest(),
                hubKey,
                Optional.empty());
    }

    private Map<String, String> properties(EnvelopeClaims claims, SubmissionStatement statement, SubjectToken subject) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(Wire.CONTENT_TYPE, Wire.RECORD);
        properties.put(Wire.SUBMIT, statement.jws().compact());
        properties.put(Wire.SUBJECTS, SubjectToken.text(List.of(subject)));
        properties.put(Wire.CE_ID, claims.jti());
        properties.put(Wire.CE_SOURCE, provider);
        properties.put(Wire.CE_TYPE, type.id().toString());
        properties.put(Wire.CE_TIME, claims.issuedAt().toString());
        properties.put(Wire.CE_DATASCHEMA, type.digest());
        return properties;
    }

    private static SubjectToken subject(int number) {
        byte[] token = Crypto.sha256(("person " + number % BenchRecord.THINGS).getBytes(StandardCharsets.UTF_8));
        return new SubjectToken(Base64Url.encode(Crypto.random(TOKEN_BYTES)), Base64Url.encode(token));
    }

    private static String group(int number) {
        return "case-" + number % BenchRecord.THINGS;
    }

    private List<String> deliveries(EnvelopeClaims claims, SealedEnvelope envelope) {
        String exchange =
                Identity.exchange(provider, claims.jti(), envelope.jws().sha256());
        List<String> deliveries = new ArrayList<>();
        for (int c = 0; c < installation.plan().recipients(); c++) {
            deliveries.add(Identity.delivery(exchange, BenchHome.agreement(provider, BenchPlan.consumer(c)), 0));
        }
        return deliveries;
    }
}
