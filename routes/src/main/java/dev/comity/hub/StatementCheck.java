package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Wire;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.List;
import java.util.Optional;

/** Reads the submission statement beside an envelope: signed by the envelope's key, about this JWS, for this hub. */
final class StatementCheck {

    private final String hub;
    private final Directory directory;

    StatementCheck(String hub, Directory directory) {
        this.hub = hub;
        this.directory = directory;
    }

    /**
     * @param reasons gets everything that is wrong
     * @return the statement if its signature holds, also where it is about something else
     */
    Optional<SubmissionStatement> read(String sender, Incoming message, Glimpse glimpse, List<Refusal> reasons) {
        Optional<String> compact = message.property(Wire.SUBMIT);
        if (compact.isEmpty()) {
            reasons.add(wrong(RefusalCode.MALFORMED, "there is no submission statement beside the envelope"));
            return Optional.empty();
        }
        try {
            SubmissionStatement statement = SubmissionStatement.parse(compact.get());
            if (!signedBy(sender, statement)) {
                reasons.add(wrong(
                        RefusalCode.SIGNATURE, "the submission statement is not signed by a seal key of the sender"));
                return Optional.empty();
            }
            checkClaims(sender, glimpse, statement, reasons);
            return Optional.of(statement);
        } catch (RecordRefused e) {
            e.reasons().forEach(reason -> reasons.add(wrong(reason.code(), reason.message())));
            return Optional.empty();
        }
    }

    private boolean signedBy(String sender, SubmissionStatement statement) {
        return directory
                .key(statement.jws().kid())
                .filter(key -> key.agency().equals(sender) && key.use() == KeyUse.SEAL)
                .flatMap(DirectoryKey::key)
                .filter(statement::verify)
                .isPresent();
    }

    private void checkClaims(String sender, Glimpse glimpse, SubmissionStatement statement, List<Refusal> reasons) {
        if (!statement.issuer().equals(sender)) {
            reasons.add(wrong(RefusalCode.WRONG_SENDER, "the submission statement's 'iss' is not the sender"));
        }
        if (!statement.audience().equals(hub)) {
            reasons.add(wrong(RefusalCode.WRONG_HUB, "the submission statement's 'aud' is not this hub"));
        }
        if (!statement.jwsDigest().equals(glimpse.digest())) {
            reasons.add(wrong(RefusalCode.MALFORMED, "the submission statement is about another envelope"));
        }
        if (!glimpse.kid().equals(Optional.of(statement.jws().kid()))) {
            reasons.add(wrong(RefusalCode.SIGNATURE, "statement and envelope are not signed by the same key"));
        }
    }

    private static Refusal wrong(RefusalCode code, String message) {
        return Refusal.of(code, Wire.SUBMIT, message);
    }
}
