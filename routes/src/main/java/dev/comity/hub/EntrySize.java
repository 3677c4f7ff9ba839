package dev.comity.hub;

import dev.comity.decision.Decision;
import dev.comity.envelope.OpenedDisclosure;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;

/** An entry has at most 65,535 bytes: a release of more fields than fit is refused before anything of it is logged. */
final class EntrySize {

    private static final int MAX_BYTES = 65_535;

    /** Every member but the lists of fields, generously. */
    private static final int REST_BYTES = 4_096;

    /** {@code {"path":"","digest":"<43>"},} around the path itself. */
    private static final int FIELD_BYTES = 72;

    private EntrySize() {}

    static void require(VerifiedEnvelope envelope, Decision decision) throws RecordRefused {
        long bytes = REST_BYTES;
        for (OpenedDisclosure disclosure : envelope.disclosures()) {
            bytes += disclosure.leaf() ? times(decision, disclosure.path()) * size(disclosure.path()) : 0;
        }
        for (FieldPath withheld : decision.withheld().keySet()) {
            bytes += size(withheld);
        }
        if (bytes > MAX_BYTES) {
            throw new RecordRefused(
                    RefusalCode.TOO_LARGE,
                    "disclosures",
                    "agreement '" + decision.agreement().id()
                            + "' would release more values than one log entry holds; send fewer elements in a record");
        }
    }

    private static int times(Decision decision, FieldPath path) {
        return (decision.released().contains(path) ? 1 : 0)
                + (decision.agreement().inputs().contains(path) ? 1 : 0);
    }

    private static int size(FieldPath path) {
        return FIELD_BYTES + path.value().length();
    }
}
