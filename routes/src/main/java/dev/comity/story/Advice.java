package dev.comity.story;

import dev.comity.refusal.RefusalCode;

/** What the sender of a refused record can do, one sentence a code of the closed table. */
final class Advice {

    private Advice() {}

    static String on(String code) {
        return RefusalCode.of(code).map(Advice::on).orElse("Ask the hub's operator: this code is of another version.");
    }

    private static String on(RefusalCode code) {
        return switch (code) {
            case MALFORMED ->
                "Seal with a client of this version and send again; the path names the part that has no valid form.";
            case TOO_LARGE -> "Send a smaller record: leave out what no agreement needs, or divide it.";
            case UNKNOWN_TYPE -> "Use a record type that comity record list shows.";
            case UNKNOWN_VERSION -> "Take over the hub's edition of the record type, and seal again.";
            case SCHEMA -> "Correct the field at the source, and send again.";
            case SIGNATURE ->
                "Seal again with the agency's own key; if it fails again, look for what changes records on their way.";
            case UNKNOWN_KEY -> "Have the registrar certify the key, or seal with one that it certified.";
            case KEY_SCOPE -> "Seal with a key whose use is 'seal' and that may carry this record type.";
            case KEY_EXPIRED -> "Seal with the key that is valid now.";
            case KEY_REVOKED -> "Seal with another key: this one was revoked.";
            case WRONG_SENDER -> "Send through the address of the agency that sealed.";
            case WRONG_HUB -> "Seal for this hub: 'aud' and 'cnf' name another one.";
            case EXPIRED -> "Seal the record again: its time had passed when it came.";
            case FROM_THE_FUTURE -> "Set the clock of the sealing machine right, and seal again.";
            case REPLAYED_DIFFERENTLY -> "Give each record an id of its own, and seal again.";
            case SEQUENCE_GAP -> "Send what is missing before it, or seal again: the next statement follows this one.";
            case DERIVATION_WRONG -> "Compute the derived field with the rule of the record type, and seal again.";
            case NO_AGREEMENT ->
                "Nothing is released without an agreement: comity policy explain shows which would be needed.";
            case AGREEMENT_NOT_IN_FORCE -> "Both agencies must have signed the agreement, and its days must hold.";
            case JURISDICTION ->
                "Nothing to correct where the record belongs to another division; else correct the division.";
            case CONDITION ->
                "Nothing to correct where the condition is meant to withhold it; else correct the tested field.";
            case BUDGET -> "Wait for the next period, or agree on more.";
            case RATE -> "Send more slowly.";
            case PURPOSE -> "Ask for a purpose that is in the register and in the agreement.";
            case LOOKUP -> "Name whom the request is about as the agreement requires.";
            case NOT_RELEASED -> "Ask only for fields that the agreement releases.";
            case CASE -> "Name a case that is open at the asking agency.";
            case AUTHORISATION -> "Get a written authorisation of everybody concerned, and name it.";
            case APPROVAL -> "Have another official approve the request.";
            case REPLAYED -> "Make a new request: this one was made before.";
            case NO_RECORD -> "Nothing to correct: there is no record to answer with.";
            case SMALL_CELL -> "Ask about a larger group: too few records have these values.";
            case NOT_SENDABLE -> "Correct the record at its source; it never left the agency.";
        };
    }
}
