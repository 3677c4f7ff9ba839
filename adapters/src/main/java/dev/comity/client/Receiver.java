package dev.comity.client;

import dev.comity.envelope.Receipt;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.Wire;
import dev.comity.fault.FaultPoint;
import dev.comity.outbox.HeldDeliveries;
import dev.comity.outbox.HeldDelivery;
import dev.comity.outbox.Inbox;
import dev.comity.outbox.Outbox;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the hub delivers, up to a hundred messages in one broker transaction. For each delivery the order is: files durable, the
 * agency's system has it, the inbox knows it, and only then acknowledgement and consumption, which commit together. A stop between
 * any two of them repeats steps and never leaves one out. What the agency's system has, the inbox learns also where the connection
 * breaks meanwhile: only a stop of the process can make it be handed over again.
 */
public final class Receiver implements HubLink.Traffic {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final int BATCH = 100;
    /** A batch is held in memory until it is consumed: past this much text it is full. */
    private static final long FULL_CHARACTERS = 8L * 1024 * 1024;

    private static final long IDLE_MILLIS = 500;
    /** Held deliveries, so many that nothing more is taken from the broker: then its queue grows, and not this agency. */
    private static final int MOST_HELD = 1_000;

    private final DeliveryDesk desk;
    private final ReceiptDesk receipts;
    private final WitnessDesk witness;
    private final Inbox inbox;
    private final HeldDeliveries held;
    private final MissingDeliveries missing;
    private final Outbox outbox;
    private final ReceivedFolder folder;
    private final Runnable answered;
    private final AtomicBoolean freed = new AtomicBoolean();

    /** @param answered called after receipts were taken */
    public Receiver(
            DeliveryDesk desk,
            ReceiptDesk receipts,
            WitnessDesk witness,
            Inbox inbox,
            HeldDeliveries held,
            MissingDeliveries missing,
            Outbox outbox,
            Path agencyFolder,
            Runnable answered) {
        this.desk = desk;
        this.receipts = receipts;
        this.witness = witness;
        this.inbox = inbox;
        this.held = held;
        this.missing = missing;
        this.outbox = outbox;
        this.folder = new ReceivedFolder(agencyFolder);
        this.answered = answered;
    }

    /** It is not known whether the broker took these acknowledgements; the hub passes over what it has. */
    @Override
    public void connected(HubSession session) throws Exception {
        acknowledgeOpen(session);
    }

    /** Held deliveries were handed over: their acknowledgements are to be sent. */
    public void freed() {
        freed.set(true);
    }

    private void acknowledgeOpen(HubSession session) throws Exception {
        Map<String, String> open = inbox.unacknowledged();
        for (Map.Entry<String, String> acknowledgement : open.entrySet()) {
            session.send(OutgoingMessage.acknowledgement(acknowledgement.getKey(), acknowledgement.getValue()));
        }
        session.commit();
        inbox.acknowledged(open.keySet());
    }

    @Override
    public void turn(HubSession session) throws Exception {
        if (freed.getAndSet(false)) {
            acknowledgeOpen(session);
        }
        if (held.count() >= MOST_HELD) {
            Thread.sleep(IDLE_MILLIS);
            return;
        }
        Optional<IncomingMessage> message = session.receive(IDLE_MILLIS);
        missing.lookNowAndThen();
        if (message.isEmpty()) {
            return;
        }
        FaultPoint.AGENCY_RECEIVED.reach();
        Batch batch = new Batch();
        try {
            while (message.isPresent()) {
                take(batch, message.get());
                boolean more = batch.messages.size() < BATCH && batch.characters < FULL_CHARACTERS;
                message = more ? session.receive(0) : Optional.empty();
            }
        } finally {
            note(batch);
        }
        answer(session, batch);
    }

    /** What one transaction holds. */
    private static final class Batch {
        private final List<IncomingMessage> messages = new ArrayList<>();
        private long characters;
        private final Map<String, Inbox.Taken> taken = new LinkedHashMap<>();
        private final Map<String, HeldDelivery> held = new LinkedHashMap<>();
        private final Set<String> heldGroups = new HashSet<>();
        private final Map<String, String> acknowledgements = new LinkedHashMap<>();
        private final List<Receipt> receipts = new ArrayList<>();
        private final List<Undeliverable> undeliverable = new ArrayList<>();
        private final List<OutgoingMessage> cosignatures = new ArrayList<>();
    }

    private void take(Batch batch, IncomingMessage message) throws Exception {
        batch.messages.add(message);
        batch.characters += message.body().length();
        try {
            switch (message.contentType()) {
                case Wire.RECORD -> delivery(batch, message);
                case Wire.ACCEPTED, Wire.REFUSAL -> batch.receipts.add(receipts.receipt(message, folder));
                case Wire.UNDELIVERABLE -> batch.undeliverable.add(receipts.undeliverable(message, folder));
                case Wire.ACK -> receipts.passedOn(message, folder);
                case Wire.HEAD -> witness.keep(message);
                case Wire.CHECKPOINT -> batch.cosignatures.add(witness.answer(message));
                default ->
                    throw new RecordRefused(
                            RefusalCode.MALFORMED, Wire.CONTENT_TYPE, "the message does not say what it is");
            }
        } catch (RecordRefused e) {
            reject(message, e.reasons());
        }
    }

    private void delivery(Batch batch, IncomingMessage message) throws Exception {
        DeliveryDesk.Opened opened = desk.open(message);
        FaultPoint.AGENCY_OPENED.reach();
        String delivery = opened.delivery();
        // First whether it is held: what is handed over meanwhile is in the inbox by then.
        if (batch.held.containsKey(delivery) || held.holds(delivery)) {
            return;
        }
        Optional<String> before = inbox.acknowledgementOf(delivery);
        if (before.isEmpty() && !batch.taken.containsKey(delivery)) {
            store(batch, opened);
        }
        // A repeat is answered with the acknowledgement that was signed the first time; what is held has none yet.
        before.or(() -> Optional.ofNullable(batch.taken.get(delivery)).map(Inbox.Taken::acknowledgement))
                .ifPresent(acknowledgement -> batch.acknowledgements.put(delivery, acknowledgement));
    }

    /** Behind one that waits it waits too: about one thing nothing overtakes anything. */
    private void store(Batch batch, DeliveryDesk.Opened opened) throws Exception {
        desk.file(opened, folder);
        HeldDelivery delivery = desk.held(opened);
        boolean behind = batch.heldGroups.contains(delivery.group()) || held.hasGroup(delivery.group());
        if (!behind && desk.handOver(delivery)) {
            batch.taken.put(delivery.taken().delivery(), delivery.taken());
        } else {
            batch.heldGroups.add(delivery.group());
            batch.held.put(delivery.taken().delivery(), delivery);
        }
    }

    private void reject(IncomingMessage message, List<Refusal> reasons) throws Exception {
        LOG.warn(
                "{}: a message of the hub failed a check and is kept in rejected/: {}",
                desk.agency(),
                reasons.stream()
                        .map(reason -> reason.code() + " at " + reason.path())
                        .toList());
        if (folder.rejected(message, reasons)) {
            inbox.rejected();
        }
    }

    private void note(Batch batch) throws IOException, SQLException {
        folder.sync();
        inbox.take(List.copyOf(batch.taken.values()));
        held.put(List.copyOf(batch.held.values()));
        FaultPoint.AGENCY_NOTED.reach();
        outbox.answered(batch.receipts);
        outbox.undeliverable(batch.undeliverable);
        FaultPoint.AGENCY_ANSWERED.reach();
    }

    private void answer(HubSession session, Batch batch) throws Exception {
        for (Map.Entry<String, String> acknowledgement : batch.acknowledgements.entrySet()) {
            session.send(OutgoingMessage.acknowledgement(acknowledgement.getKey(), acknowledgement.getValue()));
        }
        for (OutgoingMessage cosignature : batch.cosignatures) {
            session.send(cosignature);
        }
        for (IncomingMessage message : batch.messages) {
            message.taken().confirm();
        }
        FaultPoint.AGENCY_ACKNOWLEDGED.reach();
        session.commit();
        FaultPoint.AGENCY_CONSUMED.reach();
        inbox.acknowledged(batch.acknowledgements.keySet());
        FaultPoint.AGENCY_MARKED.reach();
        if (!batch.receipts.isEmpty() || !batch.undeliverable.isEmpty()) {
            answered.run();
        }
    }
}
