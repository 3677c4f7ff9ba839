package dev.comity.bench;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.broker.TextMessages;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Acknowledgement;
import dev.comity.envelope.Wire;
import dev.comity.log.Merkle;
import dev.comity.opening.PresentationOpener;
import dev.comity.opening.PresentationOpener.OpenedRecord;
import dev.comity.record.FieldPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** Opens deliveries with every check of a recipient, and acknowledges them in the session's transaction. */
final class Acknowledging {

    private final String agency;
    private final String hub;
    private final SigningKey key;
    private final PresentationOpener opener;
    private final ClientSession session;
    private final ClientProducer producer;

    Acknowledging(Installation installation, String agency, ClientSession session) throws Exception {
        var configuration = installation.configuration();
        var directory = installation.setting().directory();
        this.agency = agency;
        this.hub = configuration.hub().id();
        this.key = installation.key(agency, "ack");
        this.opener = new PresentationOpener(
                directory,
                installation.setting().trust(),
                AgreementsInForce.of(configuration, directory, Instant.now()),
                configuration.types(),
                hub,
                configuration.hub().limits());
        this.session = session;
        this.producer = session.createProducer(Wire.in(agency));
    }

    /** Of anything but a delivery nothing is acknowledged. */
    void acknowledge(ClientMessage message) throws Exception {
        if (!Wire.RECORD.equals(message.getStringProperty(Wire.CONTENT_TYPE))) {
            return;
        }
        String presentation = TextMessages.read(message).orElseThrow();
        Acknowledgement acknowledgement = acknowledgement(presentation, opened(presentation, message));
        ClientMessage answer =
                TextMessages.create(session, acknowledgement.sign(key).compact());
        answer.putStringProperty(Wire.CONTENT_TYPE, Wire.ACK);
        answer.putStringProperty(Wire.CE_ID, acknowledgement.delivery());
        producer.send(answer);
    }

    private OpenedRecord opened(String presentation, ClientMessage message) throws IOException {
        byte[] entry = message.getStringProperty(Wire.ENTRY).getBytes(StandardCharsets.UTF_8);
        Optional<String> proof = Optional.of(message.getStringProperty(Wire.PROOF));
        var opening = opener.open(presentation, Optional.of(entry), proof, agency);
        return opening.opened().orElseThrow(() -> new IOException("a delivery does not hold: " + opening.checks()));
    }

    private Acknowledgement acknowledgement(String presentation, OpenedRecord record) {
        return new Acknowledgement(
                agency,
                hub,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                record.statement().delivery(),
                digest(presentation),
                Base64Url.encode(Merkle.leafHash(record.entry().bytes())),
                digest(record.proof().checkpoint().note()),
                record.envelope().leaves().stream()
                        .map(FieldPath::value)
                        .sorted()
                        .toList());
    }

    private static String digest(String text) {
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
