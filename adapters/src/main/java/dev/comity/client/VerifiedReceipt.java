package dev.comity.client;

import dev.comity.crypto.Jws;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;

/** The hub's answer, signed by its delivery key and proven to be in its log. Only {@link #verify} makes one. */
public final class VerifiedReceipt {

    private static final int MAX_BYTES = 1024 * 1024;

    private final Receipt receipt;

    private VerifiedReceipt(Receipt receipt) {
        this.receipt = receipt;
    }

    /** @throws RecordRefused with the check that failed */
    public static VerifiedReceipt verify(
            IncomingMessage message, String agency, String hub, Directory directory, TrustAnchors trust)
            throws RecordRefused {
        String typ = message.contentType().equals(Wire.ACCEPTED) ? Receipt.ACCEPTED : Receipt.REFUSED;
        Receipt receipt = Receipt.of(signed(message, typ, hub, directory));
        if (!receipt.issuer().equals(hub) || !receipt.audience().equals(agency)) {
            throw refused(RefusalCode.WRONG_SENDER, "aud", "the receipt is of another hub or for another agency");
        }
        checkEntry(receipt, LoggedEntry.verify(message, trust));
        return new VerifiedReceipt(receipt);
    }

    /** The same for the notice that a message could not be processed. */
    static Undeliverable undeliverable(
            IncomingMessage message, String agency, String hub, Directory directory, TrustAnchors trust)
            throws RecordRefused {
        Undeliverable notice = Undeliverable.of(signed(message, Undeliverable.TYP, hub, directory));
        LoggedEntry logged = LoggedEntry.verify(message, trust);
        boolean same = notice.issuer().equals(hub)
                && notice.audience().equals(agency)
                && saysTheSame(notice, logged.entry())
                && logged.entry().json().path("submission").asText().equals(notice.submission())
                && logged.proof().index() == notice.index()
                && logged.proof().checkpoint().origin().equals(notice.log());
        if (!same) {
            throw refused(RefusalCode.MALFORMED, "entry", "the log entry is not the one of this notice");
        }
        return notice;
    }

    /** Of what was discarded the entry holds a commitment to the operator's words, else the reason itself. */
    private static boolean saysTheSame(Undeliverable notice, Entry entry) {
        boolean sameDelivery = entry.json()
                .path("delivery")
                .asText()
                .equals(notice.delivery().map(Undeliverable.OneDelivery::id).orElse(""));
        boolean sameReason = notice.note().isPresent()
                ? entry.kind() == Entry.Kind.DISCARDED
                        && entry.json()
                                .path("note")
                                .asText()
                                .equals(notice.note().get().digest())
                : entry.kind() == Entry.Kind.UNDELIVERABLE
                        && entry.json()
                                .path("reason")
                                .asText(UndeliverableReason.FAILED.word())
                                .equals(notice.reason().word());
        return sameDelivery && sameReason;
    }

    private static Jws signed(IncomingMessage message, String typ, String hub, Directory directory)
            throws RecordRefused {
        Jws jws = Jws.parse(message.body(), MAX_BYTES);
        DirectoryKey key = directory
                .key(jws.kid())
                .filter(held -> held.agency().equals(hub) && held.use() == KeyUse.DELIVER)
                .orElseThrow(() -> refused(RefusalCode.UNKNOWN_KEY, "kid", "not a delivery key of the hub"));
        if (key.key().filter(held -> jws.verify(typ, held)).isEmpty()) {
            throw refused(RefusalCode.SIGNATURE, "signature", "the hub's signature does not hold for a " + typ);
        }
        return jws;
    }

    /** The entry must be the one that the receipt names, and say the same. */
    private static void checkEntry(Receipt receipt, LoggedEntry logged) throws RecordRefused {
        Entry.Kind kind = receipt.accepted() ? Entry.Kind.SUBMITTED : Entry.Kind.REFUSED;
        String submission = logged.entry()
                .json()
                .path(receipt.accepted() ? "jws" : "submission")
                .asText();
        boolean same = logged.entry().kind() == kind
                && submission.equals(receipt.submission())
                && logged.proof().index() == receipt.index()
                && logged.proof().checkpoint().origin().equals(receipt.log());
        if (!same) {
            throw refused(RefusalCode.MALFORMED, "entry", "the log entry is not the one of this receipt");
        }
    }

    private static RecordRefused refused(RefusalCode code, String path, String message) {
        return new RecordRefused(code, path, message);
    }

    public Receipt receipt() {
        return receipt;
    }
}
