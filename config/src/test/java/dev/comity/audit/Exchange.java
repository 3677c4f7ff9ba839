package dev.comity.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.config.Home;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.Identity;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One death, sealed by civil affairs and released to housing, as provider and hub make it. */
final class Exchange {

    private final City city;
    private final Agreement agreement;
    private final RecordType type;
    private final long number;
    private final Instant at;
    private final SealedEnvelope sealed;
    private final SubmissionStatement submission;
    private final String exchange;
    private final String compact;
    final String delivery;

    /** @param number from 1: gives jti, submission seq and delivery seq */
    Exchange(City city, long number, Optional<String> previous) throws Exception {
        this.city = city;
        this.agreement = city.agreement("death-to-public-rental");
        this.type = Home.types().find(agreement.record()).orElseThrow();
        this.number = number;
        this.at = City.NOW.plusSeconds(number * 60);
        this.sealed = SealedEnvelope.seal(claims(), record(), type, city.seal.get(agreement.provider()));
        String jws = Base64Url.encode(sealed.jws().sha256());
        this.submission = SubmissionStatement.sign(
                agreement.provider(), City.HUB, at, jws, number, previous, List.of(), sealKey());
        this.exchange =
                Identity.exchange(agreement.provider(), jti(), sealed.jws().sha256());
        this.delivery = Identity.delivery(exchange, agreement.id(), 0);
        this.compact = sealed.compactWith(agreement.release());
    }

    private dev.comity.crypto.SigningKey sealKey() {
        return city.seal.get(agreement.provider());
    }

    private static ObjectNode record() throws Exception {
        return Json.parseObject(
                Files.readAllBytes(Home.type("death-registration/1").folder().resolve("examples/cremated.json")));
    }

    private String jti() {
        return "0198c2d1-0000-7000-8000-%012d".formatted(number);
    }

    private EnvelopeClaims claims() {
        return new EnvelopeClaims(
                agreement.provider(),
                City.HUB,
                at,
                at.plusSeconds(3600),
                jti(),
                type.id(),
                type.digest(),
                city.deliver.verificationKey().jwk(),
                Optional.empty());
    }

    String exchangeId() {
        return exchange;
    }

    String statementDigest() {
        return submission.digest();
    }

    Entry submitted() {
        ObjectNode members = shared().put("jti", jti());
        ObjectNode statement = members.putObject("submission")
                .put("digest", submission.digest())
                .put("kid", sealKey().verificationKey().kid())
                .put("seq", number);
        submission.previous().ifPresent(prev -> statement.put("prev", prev));
        members.putArray("subjects");
        members.putArray("decisions")
                .addObject()
                .put("agreement", agreement.id())
                .put("digest", agreement.digest())
                .put("delivery", delivery);
        return Entry.of(Entry.Kind.SUBMITTED, members);
    }

    private ObjectNode shared() {
        return Json.object()
                .put("time", at.toString())
                .put("exchange", exchange)
                .put("provider", agreement.provider())
                .put("record", type.id().toString())
                .put("schema", type.digest())
                .put("config", city.configuration.digest())
                .put("engine", "test")
                .put("jws", Base64Url.encode(sealed.jws().sha256()));
    }

    Entry released() {
        ObjectNode members = shared().put("delivery", delivery)
                .put("consumer", agreement.consumer())
                .put("purpose", agreement.purpose());
        members.putObject("basis")
                .put("kind", agreement.basis().kind())
                .put("instrument", agreement.basis().instrument())
                .put("article", agreement.basis().article());
        members.put("agreement", agreement.id()).put("agreementDigest", agreement.digest());
        list(members.putArray("released"), agreement.release());
        list(members.putArray("inputs"), agreement.inputs());
        members.putArray("withheld");
        members.put("withheldCount", agreement.withheldCount(type))
                .put("submission", submission.digest())
                .put("sdHash", sdHash(compact))
                .put("iat", at.getEpochSecond())
                .put("seq", number);
        return Entry.of(Entry.Kind.RELEASED, members);
    }

    private void list(ArrayNode list, Set<FieldPath> paths) {
        sealed.disclosures().stream()
                .filter(d -> d.leaf() && paths.contains(d.path()))
                .forEach(d -> list.addObject()
                        .put("path", d.path().value())
                        .put("digest", d.disclosure().digest()));
    }

    private static String sdHash(String compact) {
        return Base64Url.encode(Crypto.sha256(compact.getBytes(StandardCharsets.US_ASCII)));
    }

    Entry acknowledged() {
        return Entry.of(
                Entry.Kind.ACKNOWLEDGED,
                Json.object()
                        .put("time", at.toString())
                        .put("delivery", delivery)
                        .put("exchange", exchange)
                        .put("provider", agreement.provider())
                        .put("consumer", agreement.consumer())
                        .put("ack", Base64Url.encode(new byte[32])));
    }

    /** What housing got. */
    String presentation() {
        return compact + statement(compact);
    }

    /** The same, but with these leaves disclosed and the hub's statement made for them. */
    String presentationWith(Set<FieldPath> leaves) {
        String other = sealed.compactWith(leaves);
        return other + statement(other);
    }

    RecordType type() {
        return type;
    }

    Agreement agreement() {
        return agreement;
    }

    private String statement(String envelope) {
        return new DeliveryStatement(
                        at,
                        agreement.consumer(),
                        delivery,
                        sdHash(envelope),
                        exchange,
                        agreement.id(),
                        agreement.digest(),
                        agreement.purpose(),
                        type.digest(),
                        city.origin(),
                        number,
                        agreement.withheldCount(type))
                .sign(city.deliver)
                .compact();
    }

    /** The whole envelope as civil affairs sent it. */
    String envelope() {
        Set<FieldPath> needed = agreement.needed();
        return sealed.compactWith(needed);
    }
}
