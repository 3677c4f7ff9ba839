package dev.comity.fault;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step between two others, after which a crash leaves something half done. In production passing one reads a constant. A
 * process started with {@code -Dcomity.fault=NAME} or {@code NAME:N} stands still where it passes that point for the N-th time
 * (the first, if not said), after it has written {@code fault point NAME reached} on standard error; whoever waits for that line
 * kills it there. Only the thread that came by stands still, together with the locks that it holds.
 */
public enum FaultPoint {
    /** A batch was taken from the broker; nothing was done with it. */
    HUB_RECEIVED,
    /** Signatures, sequence and contents of a batch were judged. */
    HUB_TAKEN_IN,
    /** What each agreement releases was decided. */
    HUB_DECIDED,
    /** The entries are made and not handed to the log. */
    HUB_BEFORE_APPEND,
    /** The tiles have their content and their names, and the names are not durable. */
    LOG_TILES_WRITTEN,
    /** The tiles are durable, and no checkpoint covers them. */
    LOG_TILES_DURABLE,
    /** The checkpoint is signed and durable, and not in its place. */
    LOG_CHECKPOINT_SIGNED,
    /** The checkpoint is published, and whoever appended has not heard of it. */
    LOG_CHECKPOINT_PUBLISHED,
    /** The entries are logged, and nothing of them was delivered. */
    HUB_LOGGED,
    /** What goes out is written, and not handed to the broker. */
    HUB_PRESENTED,
    /** Everything was handed to the broker, and the transaction is open. */
    HUB_SENT,
    /** The transaction is committed, and the program does not know. */
    HUB_COMMITTED,
    /** The broker has a dead letter and its notices in an open transaction. */
    HUB_BURIED,
    /** The state knows durably what was committed, and the note of it is still in the broker. */
    NOTES_KEPT,
    /** The note of a commit is gone from the broker. */
    NOTES_TAKEN,
    /** What index and evidence are to keep was read, and not written. */
    PROJECTION_READ,
    /** The index has it, the evidence has not. */
    PROJECTION_INDEXED,
    /** Index and evidence have it, and the broker would give it again. */
    PROJECTION_KEPT,
    /** A changed configuration is kept, and not logged. */
    RULES_KEPT,
    /** A changed configuration is logged, and the one before it still decides. */
    RULES_LOGGED,
    /** Witnesses have cosigned a checkpoint, and the published one does not show it. */
    WITNESSES_ANSWERED,
    /** The published checkpoint shows the cosignatures, and the hub has not kept it as witnessed. */
    WITNESSES_PUBLISHED,
    /** An agency's source gave an item; it is not mapped yet. */
    AGENCY_READ,
    /** The item is a sealed record, and nothing remembers it. */
    AGENCY_SEALED,
    /** The record's envelopes are in the outbox, in an open transaction. */
    AGENCY_PUT,
    /** Envelopes and the place in the source are durable; nobody has been told to send. */
    AGENCY_KEPT,
    /** Envelopes were taken from the outbox, and not handed to the broker. */
    AGENCY_SENDING,
    /** Envelopes were handed to the broker, in an open transaction. */
    AGENCY_SENT,
    /** The broker has confirmed them, and the agency does not know. */
    AGENCY_CONFIRMED,
    /** A message of the hub has come; nothing was done with it. */
    AGENCY_RECEIVED,
    /** A delivery was opened and every check held. */
    AGENCY_OPENED,
    /** Its files are written, and the agency's own system does not have it. */
    AGENCY_FILED,
    /** The agency's own system has it, and the inbox does not know. */
    AGENCY_HANDED_OVER,
    /** The inbox knows what was handed over; the receipts beside it are not taken into the outbox. */
    AGENCY_NOTED,
    /** Everything is durable at the agency, and nothing was acknowledged. */
    AGENCY_ANSWERED,
    /** Acknowledgements were handed to the broker and messages consumed, in an open transaction. */
    AGENCY_ACKNOWLEDGED,
    /** The broker has confirmed that, and the agency does not know. */
    AGENCY_CONSUMED,
    /** The inbox knows that the acknowledgements were sent. */
    AGENCY_MARKED;

    /** Name of the system property that arms a point. */
    public static final String PROPERTY = "comity.fault";

    /** Of a class of its own, so that a wrong name can be asked for before the first point is passed. */
    private static final class Armed {
        private static final Optional<ArmedPoint> POINT = armed();
        private static final boolean ANY = POINT.isPresent();
    }

    /** As it is written in the property: {@code hub-received}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The point with this label; empty if there is none. */
    public static Optional<FaultPoint> of(String label) {
        return Stream.of(values()).filter(point -> point.label().equals(label)).findFirst();
    }

    /** The labels of all points. */
    public static List<String> labels() {
        return Stream.of(values()).map(FaultPoint::label).toList();
    }

    /** What is wrong with the property of this process, to be asked as it starts; empty if nothing is. */
    public static Optional<String> problem() {
        try {
            armed();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<ArmedPoint> armed() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(ArmedPoint::parse);
    }

    /** Says that the program stands here. Does not return where this point was armed and its turn has come. */
    public void reach() {
        if (Armed.ANY && Armed.POINT.get().isNow(this)) {
            System.err.println("fault point " + label() + " reached");
            System.err.flush();
            standStill();
        }
    }

    /** For ever: an interrupt must not let the program go on from a place where it is said to stand. */
    private static void standStill() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                // Only a kill ends it.
            }
        }
    }
}
