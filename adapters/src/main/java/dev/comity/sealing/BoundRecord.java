package dev.comity.sealing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.record.Derivation;
import dev.comity.record.Derivations;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The body of an envelope bound to one agreement: what it releases and tests, and nothing else. */
final class BoundRecord {

    /** Outlives key rotation: stored pseudonyms stay valid until it is raised on purpose. */
    private static final int EPOCH = 1;

    private final RecordSealer.Sender sender;
    private final Directory directory;
    private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();

    BoundRecord(RecordSealer.Sender sender, Directory directory) {
        this.sender = sender;
        this.directory = directory;
    }

    ObjectNode of(RecordType type, ObjectNode record, Agreement agreement, Instant at) throws NotDerivable {
        ObjectNode body = FieldValues.only(record, agreement.needed());
        for (Derivation derivation : type.derivations()) {
            if (agreement.needed().contains(derivation.name())) {
                derive(derivation, record, agreement, at)
                        .ifPresent(value -> body.set(derivation.name().value(), value));
            }
        }
        return body;
    }

    private Optional<com.fasterxml.jackson.databind.JsonNode> derive(
            Derivation derivation, ObjectNode record, Agreement agreement, Instant at) throws NotDerivable {
        Optional<byte[]> secret =
                derivation.secret() ? Optional.of(secretWith(agreement, at, derivation)) : Optional.empty();
        try {
            return Derivations.compute(derivation, record, secret, at, sender.zone());
        } catch (IllegalArgumentException e) {
            throw new NotDerivable(derivation, "its source field has not the form that the derivation reads");
        }
    }

    private byte[] secretWith(Agreement agreement, Instant at, Derivation derivation) throws NotDerivable {
        DirectoryKey peer = directory.keys(agreement.consumer(), KeyUse.PSEUDONYM).stream()
                .filter(key -> key.validAt(at))
                .findFirst()
                .orElseThrow(() -> new NotDerivable(
                        derivation,
                        "the directory has no pseudonym key of '" + agreement.consumer() + "' that is valid now"));
        return secrets.computeIfAbsent(
                agreement.id() + " " + peer.kid(),
                key -> sender.pseudonymKey().agree(peer.jwk(), agreement.id(), EPOCH));
    }

    /** A derived field that an agreement needs and that cannot be computed. */
    static final class NotDerivable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Refusal reason;

        NotDerivable(Derivation derivation, String message) {
            super(message);
            reason = Refusal.of(RefusalCode.NOT_SENDABLE, derivation.name().value(), message);
        }

        Refusal reason() {
            return reason;
        }
    }
}
