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
