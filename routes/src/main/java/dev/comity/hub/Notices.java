package dev.comity.hub;

import dev.comity.batch.Outgoing;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.Undeliverable.Note;
import dev.comity.envelope.Undeliverable.OneDelivery;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.envelope.Wire;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the signed notices that tell a provider what did not arrive, from the entries that say the same. */
final class Notices {

    private final String hub;
    private final ExchangeLog log;
    private final SigningKey deliver;

    Notices(String hub, ExchangeLog log, SigningKey deliver) {
        this.hub = hub;
        this.log = log;
        this.deliver = deliver;
    }

    /** @param proven entry and proof, as message properties */
    Outgoing undeliverable(Placed answer, Map<String, String> proven) {
        UndeliverableReason reason = answer.optional("reason")
                .map(word -> UndeliverableReason.of(word).orElseThrow())
                .orElse(UndeliverableReason.FAILED);
        return notice(answer, answer, reason, Optional.empty(), proven);
    }

    /** @param proven entry and proof, as message properties */
    Outgoing givenUp(Answered.GivenUp givenUp, Map<String, String> proven) {
        return notice(
                givenUp.answer(),
                givenUp.undeliverable(),
                UndeliverableReason.DISCARDED,
                Optional.of(givenUp.note()),
                proven);
    }

    private Outgoing notice(
            Placed answer,
            Placed undeliverable,
            UndeliverableReason reason,
            Optional<Note> note,
            Map<String, String> proven) {
        String provider = undeliverable.text("provider");
        String submission = undeliverable.text("submission");
        Optional<String> jti = undeliverable.optional("jti");
        Undeliverable notice = new Undeliverable(
                hub,
                provider,
                answer.time(),
                submission,
                jti,
                log.origin(),
                answer.index(),
                undeliverable.entry().json().get("attempts").longValue(),
                reason,
                undeliverable
                        .optional("delivery")
                        .map(delivery -> new OneDelivery(delivery, undeliverable.text("consumer"))),
                note);
        Map<String, String> properties = new HashMap<>(proven);
        properties.put(Wire.CONTENT_TYPE, Wire.UNDELIVERABLE);
        properties.put(Wire.CE_ID, jti.orElse(submission));
        return new Outgoing(Wire.out(provider), notice.sign(deliver).compact(), properties, Optional.empty());
    }
}
