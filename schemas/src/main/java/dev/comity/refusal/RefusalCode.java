package dev.comity.refusal;

import java.util.Locale;
import java.util.Optional;

/** Why a record was refused: the closed table used in receipts, reports, expectations of adapters and messages. */
public enum RefusalCode {
    MALFORMED,
    TOO_LARGE,
    UNKNOWN_TYPE,
    UNKNOWN_VERSION,
    SCHEMA,
    SIGNATURE,
    UNKNOWN_KEY,
    KEY_SCOPE,
    KEY_EXPIRED,
    KEY_REVOKED,
    WRONG_SENDER,
    WRONG_HUB,
    EXPIRED,
    FROM_THE_FUTURE,
    REPLAYED_DIFFERENTLY,
    SEQUENCE_GAP,
    DERIVATION_WRONG,
    NO_AGREEMENT,
    AGREEMENT_NOT_IN_FORCE,
    JURISDICTION,
    CONDITION,
    BUDGET,
    RATE,
    /** The purpose is not in the register, or retired. */
    PURPOSE,
    /** The request does not name whom it asks about as the agreement requires. */
    LOOKUP,
    /** The request asks for a field that the agreement does not release. */
    NOT_RELEASED,
    /** A case is required, and none is named that is open at the consumer. */
    CASE,
    /** A written authorisation is required, and none is named that holds for everybody concerned. */
    AUTHORISATION,
    /** Another official has to approve. */
    APPROVAL,
    /** The request was made before. */
    REPLAYED,
    /** There is no record to answer with. */
    NO_RECORD,
    /** Too few records have these values: a count of them could name somebody. */
    SMALL_CELL,
    NOT_SENDABLE;

    /** The code as it is written everywhere outside Java, for instance {@code replayed-differently}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code for a written form, or empty for a word that is not in the table. */
    public static Optional<RefusalCode> of(String code) {
        for (RefusalCode value : values()) {
            if (value.code().equals(code)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return code();
    }
}
