package dev.comity.opening;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.config.Home;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.Identity;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One release, made as provider and hub make it, in which a test can change one thing before it is sealed, stated and logged: a
 * hub that lies signs and logs its lie.
 */
final class Release {

    /** What the recipient holds. */
    record Held(String presentation, byte[] entry, InclusionProof proof, SealedEnvelope sealed) {
        Optional<byte[]> logged() {
            return Optional.of(entry);
        }

        Optional<String> proven() {
            return Optional.of(proof.text());
        }
    }

    private final World world;
    private final Agreement agreement;
    private final ObjectNode record;
    String issuer;
    SigningKey seal;
    SigningKey hubKey;
    Optional<String> bound;
    Set<FieldPath> released;
    Instant at = World.NOW;
    Consumer<ObjectNode> restate = claims -> {};
    Consumer<ObjectNode> relog = members -> {};

    /** @param record what is sealed: the source's derived fields are in it */
    Release(World world, String agreement, ObjectNode record) {
        this.world = world;
        this.agreement = world.agreement(agreement);
        this.record = record;
        this.issuer = this.agreement.provider();
        this.seal = world.seal.get(issuer);
        this.hubKey = world.deliver;
        this.bound = this.agreement.bound() ? Optional.of(this.agreement.digest()) : Optional.empty();
        this.released = new TreeSet<>(this.agreement.release());
    }

    Held make() throws Exception {
        RecordType type = Home.types().find(agreement.record()).orElseThrow();
        SealedEnvelope sealed = SealedEnvelope.seal(claims(type), record, type, seal);
        // The provider's view is enough here: whether the hub verified is the subject of other tests.
        String compact = sealed.compactWith(released);
        String sdHash = new PresentationText(compact, "").sdHash();
        ObjectNode stated = statement(sealed, sdHash, type).claims();
        restate.accept(stated);
        String kb = Jws.sign(DeliveryStatement.TYP, stated, hubKey).compact();
        ObjectNode members = members(sealed, stated);
        relog.accept(members);
        byte[] entry = Entry.of(Entry.Kind.RELEASED, members).bytes();
        return new Held(compact + kb, entry, world.append(entry), sealed);
    }

    private EnvelopeClaims claims(RecordType type) {
        return new EnvelopeClaims(
                issuer,
                World.HUB,
                at,
                at.plusSeconds(3600),
                "0198c2d1-0000-7000-8000-000000000001",
                type.id(),
                type.digest(),
                world.deliver.verificationKey().jwk(),
                bound);
    }

    private String exchange(SealedEnvelope sealed) {
        return Identity.exchange(
                issuer, "0198c2d1-0000-7000-8000-000000000001", sealed.jws().sha256());
    }

    private DeliveryStatement statement(SealedEnvelope sealed, String sdHash, RecordType type) {
        return new DeliveryStatement(
                at,
                agreement.consumer(),
                Identity.delivery(exchange(sealed), agreement.id(), 0),
                sdHash,
                exchange(sealed),
                agreement.id(),
                agreement.digest(),
                agreement.purpose(),
                type.digest(),
                world.log.checkpoint().origin(),
                1,
                agreement.withheldCount(type));
    }

    private ObjectNode members(SealedEnvelope sealed, ObjectNode stated) {
        ObjectNode members = Json.object()
                .put("time", at.toString())
                .put("exchange", stated.get("exchange").textValue())
                .put("delivery", stated.get("nonce").textValue())
                .put("provider", issuer)
                .put("consumer", stated.get("aud").textValue())
                .put("record", agreement.record().toString())
                .put("purpose", stated.get("purpose").textValue())
                .put("agreement", agreement.id())
                .put("agreementDigest", agreement.digest())
                .put("schema", stated.get("schema").textValue());
        members.putObject("basis")
                .put("kind", agreement.basis().kind())
                .put("instrument", agreement.basis().instrument())
                .put("article", agreement.basis().article());
        members.put("config", world.configuration.digest()).put("engine", "test");
        members.putArray("inputs");
        members.putArray("withheld");
        members.put("submission", Base64Url.encode(new byte[32]));
        ArrayNode list = members.putArray("released");
        sealed.disclosures().stream()
                .filter(d -> d.leaf() && released.contains(d.path()))
                .forEach(d -> list.addObject()
                        .put("path", d.path().value())
                        .put("digest", d.disclosure().digest()));
        return members.put("withheldCount", stated.get("withheld").intValue())
                .put("jws", Base64Url.encode(sealed.jws().sha256()))
                .put("sdHash", stated.get("sd_hash").textValue())
                .put("iat", stated.get("iat").longValue())
                .put("seq", stated.get("seq").longValue());
    }
}
