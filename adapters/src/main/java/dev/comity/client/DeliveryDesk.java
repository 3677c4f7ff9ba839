package dev.comity.client;

import dev.comity.agreement.Agreement;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Acknowledgement;
import dev.comity.fault.FaultPoint;
import dev.comity.json.Json;
import dev.comity.log.Merkle;
import dev.comity.opening.PresentationOpener;
import dev.comity.opening.PresentationOpener.Check;
import dev.comity.opening.PresentationOpener.OpenedRecord;
import dev.comity.opening.PresentationOpener.Opening;
import dev.comity.outbox.HeldDelivery;
import dev.comity.outbox.Inbox;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens deliveries with every check of a recipient, stores them, and signs what was got. */
public final class DeliveryDesk {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDesk.class);

    private final String agency;
    private final String hub;
    private final Supplier<SigningKey> ackKey;
    private final Supplier<PresentationOpener> opener;
    private final Sink sink;
    private final Clock clock;
    private Listener listener = (agreement, index) -> {};
    private Runnable lookAgain = () -> {};

    /** @param ackKey the one of now @param opener the one of now */
    public DeliveryDesk(
            String agency,
            String hub,
            Supplier<SigningKey> ackKey,
            Supplier<PresentationOpener> opener,
            Sink sink,
            Clock clock) {
        this.agency = agency;
        this.hub = hub;
        this.ackKey = ackKey;
        this.opener = opener;
        this.sink = sink;
        this.clock = clock;
    }

    String agency() {
        return agency;
    }

    /** A delivery whose checks all held. */
    record Opened(IncomingMessage message, OpenedRecord record) {

        String delivery() {
            return record.statement().delivery();
        }

        RecordTypeId type() {
            return record.envelope().claims().record();
        }
    }

    /** @throws RecordRefused with every check that failed: then nothing of it is used or acknowledged */
    Opened open(IncomingMessage message) throws RecordRefused {
        PresentationOpener used = opener.get();
        Opening opening = open(used, message);
        if (opening.opened().isEmpty()) {
            lookAgain.run();
            opening = opener.get() == used ? opening : open(opener.get(), message);
        }
        if (opening.opened().isPresent()) {
            return new Opened(message, opening.opened().get());
        }
        List<Refusal> failed = opening.checks().stream()
                .filter(check -> !check.status().equals("pass"))
                .map(DeliveryDesk::reason)
                .toList();
        throw new RecordRefused(
                failed.isEmpty() ? List.of(Refusal.of(RefusalCode.MALFORMED, "", "it could not be opened")) : failed);
    }

    private Opening open(PresentationOpener by, IncomingMessage message) {
        return by.open(message.body(), message.entryBytes(), message.proof(), agency);
    }

    private static Refusal reason(Check check) {
        RefusalCode code = check.id().equals("origin") ? RefusalCode.SIGNATURE : RefusalCode.MALFORMED;
        return Refusal.of(code, check.id(), check.status() + ": " + check.detail());
    }

    /** Called with the agreement of each opened delivery and its place in the log. */
    @FunctionalInterface
    public interface Listener {
        void opened(Agreement agreement, long index) throws IOException;
    }

    /** To be set before the first delivery. */
    public void onOpened(Listener listener) {
        this.listener = listener;
    }

    /**
     * To be set before the first delivery. Called before something is rejected: a key or an agreement may be in force that the agency
     * would know of in a moment.
     */
    public void lookAgain(Runnable look) {
        this.lookAgain = look;
    }

    /** Writes it down as it came. */
    void file(Opened opened, ReceivedFolder folder) throws IOException {
        folder.record(
                opened.type().toString(),
                opened.delivery(),
                opened.message(),
                opened.record().record());
        listener.opened(opened.record().agreement(), opened.record().proof().index());
        FaultPoint.AGENCY_FILED.reach();
    }

    /** What the inbox will know of it, the acknowledgement signed. */
    Inbox.Taken taken(Opened opened) {
        return new Inbox.Taken(
                opened.delivery(),
                opened.record().envelope().claims().issuer(),
                opened.type().toString(),
                acknowledgement(opened),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                opened.record().statement().log(),
                opened.record().statement().seq());
    }

    /** What is kept of it until the agency's system takes it. */
    HeldDelivery held(Opened opened) {
        return new HeldDelivery(
                opened.message().group().orElse(""),
                opened.type().toString(),
                Json.text(opened.record().record()),
                headers(opened.record()),
                taken(opened));
    }

    /** Tries once. @return whether the agency's own system holds the record now */
    boolean handOver(HeldDelivery delivery) throws InterruptedException {
        String id = delivery.taken().delivery();
        try {
            handOver(delivery.type(), delivery.record(), delivery.headers());
            FaultPoint.AGENCY_HANDED_OVER.reach();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn(
                    "{}: delivery {} is not stored by the agency's system yet ({}); it is tried again, and what comes behind it about"
                            + " the same thing waits",
                    agency,
                    id,
                    e.getClass().getSimpleName());
            return false;
        }
    }

    /** One after another: a sink is not asked to take two at once. */
    private synchronized void handOver(String type, String record, Map<String, String> headers) throws Exception {
        sink.opened(RecordTypeId.of(type), record, Map.copyOf(headers));
    }

    private static Map<String, String> headers(OpenedRecord opened) {
        return Map.of(
                "comityProvider", opened.envelope().claims().issuer(),
                "comityPurpose", opened.statement().purpose(),
                "comityAgreement", opened.statement().agreement(),
                "comityObligations", String.join(", ", opened.agreement().obligations()),
                "comityDelivery", opened.statement().delivery(),
                "comityRecord", opened.envelope().claims().record().toString());
    }

    private String acknowledgement(Opened opened) {
        OpenedRecord record = opened.record();
        return new Acknowledgement(
                        agency,
                        hub,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        opened.delivery(),
                        digest(opened.message().body()),
                        Base64Url.encode(Merkle.leafHash(record.entry().bytes())),
                        digest(record.proof().checkpoint().note()),
                        record.envelope().leaves().stream()
                                .map(FieldPath::value)
                                .sorted()
                                .toList())
                .sign(ackKey.get())
                .compact();
    }

    private static String digest(String text) {
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
