package dev.comity.client;

import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Undeliverable;
import dev.comity.log.Entry;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;

/** Verifies and keeps the hub's answers, and the consumers' acknowledgements that it passes on. */
public final class ReceiptDesk {

    private static final String JTI = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String DELIVERY = "[0-9a-f]{64}";

    private final String agency;
    private final String hub;
    private final Directory directory;
    private final TrustAnchors trust;

    public ReceiptDesk(String agency, String hub, Directory directory, TrustAnchors trust) {
        this.agency = agency;
        this.hub = hub;
        this.directory = directory;
        this.trust = trust;
    }

    /** Kept as {@code receipts/<jti>.jwt}, or under the digest of what was sent where no jti could be read in it. */
    Receipt receipt(IncomingMessage message, ReceivedFolder folder) throws RecordRefused, IOException {
        Receipt receipt =
                VerifiedReceipt.verify(message, agency, hub, directory, trust).receipt();
        // Only names of the form that this program gives become file names.
        folder.receipt(receipt.jti().filter(jti -> jti.matches(JTI)).orElse(receipt.submission()), message);
        return receipt;
    }

    /**
     * Kept as {@code receipts/<jti>.undeliverable.jwt}, or under the digest of what was sent, or under the id of the one delivery
     * that it is about; where the hub's operator gave it up, as {@code .discarded.jwt}.
     */
    Undeliverable undeliverable(IncomingMessage message, ReceivedFolder folder) throws RecordRefused, IOException {
        Undeliverable notice = VerifiedReceipt.undeliverable(message, agency, hub, directory, trust);
        String name = notice.delivery()
                .map(Undeliverable.OneDelivery::id)
                .orElseGet(() -> notice.jti().filter(jti -> jti.matches(JTI)).orElse(notice.submission()));
        folder.receipt(name + (notice.note().isPresent() ? ".discarded" : ".undeliverable"), message);
        return notice;
    }

    /** Kept as {@code receipts/<delivery id>.ack.jwt}; the entry proves that the hub logged it. */
    void passedOn(IncomingMessage message, ReceivedFolder folder) throws RecordRefused, IOException {
        LoggedEntry logged = LoggedEntry.verify(message, trust);
        String delivery = logged.entry().json().path("delivery").asText();
        if (logged.entry().kind() != Entry.Kind.ACKNOWLEDGED || !delivery.matches(DELIVERY)) {
            throw new RecordRefused(RefusalCode.MALFORMED, "entry", "not the entry of an acknowledgement");
        }
        folder.receipt(delivery + ".ack", message);
    }
}
