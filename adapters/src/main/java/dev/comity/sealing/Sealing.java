package dev.comity.sealing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.outbox.Draft;
import dev.comity.outbox.WholeRecord;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.Refusal;
import java.util.List;

/** What came of sealing one record. */
public sealed interface Sealing {

    /**
     * The record may leave.
     *
     * @param record whole, as validated; only the drafts leave the agency
     * @param type of the record; drafts may be of earlier majors
     * @param drafts at least one
     * @param warnings places that were noted and did not stop it
     */
    record Sealed(RecordTypeId type, ObjectNode record, List<Draft> drafts, List<String> warnings) implements Sealing {
        public Sealed {
            drafts = List.copyOf(drafts);
            if (drafts.isEmpty()) {
                throw new IllegalArgumentException("a sealed record has an envelope");
            }
        }

        /** The record, with its type, for the case that it has to be sealed again. */
        public WholeRecord whole() {
            return new WholeRecord(type, record);
        }
    }

    /** The record may not leave. @param reasons all that was found */
    record Unsendable(List<Refusal> reasons) implements Sealing {
        public Unsendable {
            reasons = List.copyOf(reasons);
        }
    }
}
