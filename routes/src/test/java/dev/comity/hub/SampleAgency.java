package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import dev.comity.agreement.Agreement;
import dev.comity.broker.SampleBroker;
import dev.comity.broker.TextMessages;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.Acknowledgement;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Wire;
import dev.comity.log.InclusionProof;
import dev.comity.log.Merkle;
import dev.comity.opening.PresentationOpener;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** An agency's side of the wire in a test: seals, sends, receives, opens and acknowledges with its real keys. */
final class SampleAgency implements AutoCloseable {

    final SampleKeys keys;
    /** Of the next letters; what the statement commits to. */
    List<SubjectToken> subjects = List.of();

    private final SampleInstallation installation;
    private final String slug;
    private final SampleBroker.CoreClient client;
    private final Map<String, SubmissionStatement> last = new HashMap<>();
    private final Map<String, SubmissionStatement> before = new HashMap<>();

    SampleAgency(SampleInstallation installation, String slug, SampleKeys keys, int port) throws Exception {
        this.installation = installation;
        this.slug = slug;
        this.keys = keys;
        this.client = new SampleBroker.CoreClient(port, slug, SampleInstallation.passwordOf(slug));
    }

    /** The claims of a fresh envelope for all agreements that are not bound. */
    EnvelopeClaims claims(String type) {
        RecordType known = type(type);
        return new EnvelopeClaims(
                slug,
                installation.configuration.hub().id(),
                installation.clock.instant(),
                installation.clock.instant().plus(Duration.ofDays(1)),
                Generators.timeBasedEpochGenerator().generate().toString(),
                known.id(),
                known.digest(),
                installation.hubKeys.of(KeyUse.DELIVER).verificationKey().jwk(),
                Optional.empty());
    }

    static EnvelopeClaims boundTo(EnvelopeClaims claims, Agreement agreement) {
        return new EnvelopeClaims(
                claims.issuer(),
                claims.audience(),
                claims.issuedAt(),
                claims.expiresAt(),
                claims.jti(),
                claims.record(),
                claims.schemaDigest(),
                claims.hubKey(),
                Optional.of(agreement.digest()));
    }

    Letter letter(String type, ObjectNode record) {
        return letter(claims(type), record, keys.of(KeyUse.SEAL));
    }

    Letter letter(EnvelopeClaims claims, ObjectNode record, SigningKey key) {
        SealedEnvelope sealed =
                SealedEnvelope.seal(claims, record, type(claims.record().toString()), key);
        return letter(sealed, claims, key, needed(claims));
    }

    Letter letter(SealedEnvelope sealed, EnvelopeClaims claims, SigningKey key, Set<FieldPath> leaves) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Wire.CONTENT_TYPE, Wire.RECORD);
        properties.put(Wire.CE_ID, claims.jti());
        properties.put(Wire.SUBMIT, statement(sealed.jws(), key).jws().compact());
        return new Letter(sealed.compactWith(leaves), properties, Optional.of("group-1"));
    }

    /** The next statement in the key's sequence. */
    SubmissionStatement statement(Jws jws, SigningKey key) {
        String kid = key.verificationKey().kid();
        Optional<SubmissionStatement> previous = Optional.ofNullable(last.get(kid));
        SubmissionStatement next = SubmissionStatement.sign(
                slug,
                installation.configuration.hub().id(),
                installation.clock.instant(),
                Base64Url.encode(jws.sha256()),
                previous.map(SubmissionStatement::seq).orElse(0L) + 1,
                previous.map(SubmissionStatement::digest),
                subjects.stream().map(SubjectToken::commitment).toList(),
                key);
        before.clear();
        before.putAll(last);
        last.put(kid, next);
        return next;
    }

    /** The same agency, which goes on with its sequence at a hub that was started anew. */
    SampleAgency reconnected(int port) throws Exception {
        SampleAgency again = new SampleAgency(installation, slug, keys, port);
        again.last.putAll(last);
        return again;
    }

    /** As if the last statement had never been made, for a letter that is not sent. */
    void forgetLast() {
        last.clear();
        last.putAll(before);
    }

    private Set<FieldPath> needed(EnvelopeClaims claims) {
        Set<FieldPath> needed = new HashSet<>();
        for (Agreement agreement : installation.agreements.all()) {
            boolean serves = claims.agreement().isPresent()
                    ? claims.agreement().get().equals(agreement.digest())
                    : !agreement.bound();
            if (serves
                    && agreement.provider().equals(slug)
                    && agreement.record().equals(claims.record())) {
                needed.addAll(agreement.needed());
            }
        }
        return needed;
    }

    private RecordType type(String type) {
        return installation.configuration.types().find(RecordTypeId.of(type)).orElseThrow();
    }

    void send(Letter... letters) throws Exception {
        try (var producer = client.session().createProducer(Wire.in(slug))) {
            for (Letter letter : letters) {
                ClientMessage message = TextMessages.create(client.session(), letter.body());
                letter.properties().forEach(message::putStringProperty);
                letter.group().map(SimpleString::of).ifPresent(message::setGroupID);
                producer.send(message);
            }
        }
    }

    /** The next so many messages to this agency, which must come within ten seconds each. */
    List<Letter> receive(int count) throws Exception {
        List<Letter> letters = new ArrayList<>();
        try (var consumer = client.session().createConsumer(Wire.out(slug))) {
            for (int i = 0; i < count; i++) {
                ClientMessage message = consumer.receive(10_000);
                if (message == null) {
                    throw new AssertionError("only " + i + " of " + count + " messages came to " + slug);
                }
                letters.add(read(message));
                message.acknowledge();
            }
        }
        return letters;
    }

    /** Takes whatever has come. */
    void drain() throws Exception {
        try (var consumer = client.session().createConsumer(Wire.out(slug))) {
            for (ClientMessage next = consumer.receive(200); next != null; next = consumer.receive(200)) {
                next.acknowledge();
            }
        }
    }

    /** The next message if there is one now; it stays where it is. */
    Optional<Letter> look() throws Exception {
        try (var consumer = client.session().createConsumer(Wire.out(slug))) {
            ClientMessage message = consumer.receive(500);
            return Optional.ofNullable(message).map(SampleAgency::read);
        }
    }

    Letter receive() throws Exception {
        return receive(1).get(0);
    }

    /** Gets the next message and neither takes it nor says anything; it goes back when this side goes away. */
    void receiveAndForget() throws Exception {
        var consumer = client.session().createConsumer(Wire.out(slug));
        if (consumer.receive(10_000) == null) {
            throw new AssertionError("no message came to " + slug);
        }
    }

    private static Letter read(ClientMessage message) {
        Map<String, String> properties = new HashMap<>();
        for (SimpleString name : message.getPropertyNames()) {
            if (message.getObjectProperty(name) instanceof CharSequence text) {
                properties.put(name.toString(), text.toString());
            }
        }
        return new Letter(
                TextMessages.read(message).orElseThrow(),
                properties,
                Optional.ofNullable(message.getGroupID()).map(SimpleString::toString));
    }

    PresentationOpener.Opening open(Letter presentation) {
        return installation
                .opener()
                .open(
                        presentation.body(),
                        Optional.of(presentation.property(Wire.ENTRY).getBytes(StandardCharsets.UTF_8)),
                        Optional.of(presentation.property(Wire.PROOF)),
                        slug);
    }

    /** What a consumer sends back for a presentation that it opened. */
    Letter acknowledgement(Letter presentation) {
        return acknowledgement(presentation, keys.of(KeyUse.ACK), ack -> ack);
    }

    Letter acknowledgement(Letter presentation, SigningKey key, UnaryOperator<Acknowledgement> change) {
        var opened = open(presentation).opened().orElseThrow();
        DeliveryStatement statement = opened.statement();
        InclusionProof proof = opened.proof();
        Acknowledgement acknowledgement = change.apply(new Acknowledgement(
                slug,
                installation.configuration.hub().id(),
                installation.clock.instant(),
                statement.delivery(),
                digest(presentation.body()),
                Base64Url.encode(Merkle.leafHash(opened.entry().bytes())),
                digest(proof.checkpoint().note()),
                opened.envelope().leaves().stream()
                        .map(FieldPath::value)
                        .sorted()
                        .toList()));
        return new Letter(
                acknowledgement.sign(key).compact(),
                Map.of(Wire.CONTENT_TYPE, Wire.ACK, Wire.CE_ID, statement.delivery()),
                Optional.empty());
    }

    private static String digest(String text) {
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
