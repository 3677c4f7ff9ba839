package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.batch.Incoming;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Jws;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.Acknowledgement;
import dev.comity.log.Merkle;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Intake of a consumer's acknowledgement: signed by its acknowledgement key, and about exactly what it was sent. */
final class AcknowledgementIntake {

    private static final int MAX_BYTES = 1024 * 1024;

    private final String hub;
    private final Directory directory;
    private final RecordIntake records;
    private final Clock clock;

    AcknowledgementIntake(String hub, Directory directory, RecordIntake records, Clock clock) {
        this.hub = hub;
        this.directory = directory;
        this.records = records;
        this.clock = clock;
    }

    Item receive(BatchView view, Incoming message) {
        Glimpse glimpse = records.glimpse(message);
        return view.answered(glimpse, message).orElseGet(() -> judge(view, message, glimpse));
    }

    private Item judge(BatchView view, Incoming message, Glimpse glimpse) {
        try {
            Jws jws = Jws.parse(message.body().orElse(""), MAX_BYTES);
            verify(view.sender(), jws);
            Optional<Refusal> revoked = view.revoked(jws.kid());
            if (revoked.isPresent()) {
                throw new RecordRefused(List.of(revoked.get()));
            }
            Acknowledgement acknowledgement = Acknowledgement.of(jws);
            Optional<Item> elsewhere = view.elsewhere(acknowledgement.delivery(), message);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            Placed released = delivery(view, acknowledgement);
            return view.acknowledged(acknowledgement.delivery(), message)
                    .orElseGet(() -> new Item.Confirmed(acknowledgement, jws, released));
        } catch (RecordRefused e) {
            // Only a refusal is answered: an acknowledgement that holds is passed on, and its repeat is dropped.
            view.willAnswer(glimpse);
            return new Item.Refused(glimpse, Optional.empty(), Optional.empty(), e.reasons());
        }
    }

    private void verify(String sender, Jws jws) throws RecordRefused {
        DirectoryKey key = directory
                .key(jws.kid())
                .orElseThrow(() -> new RecordRefused(
                        RefusalCode.UNKNOWN_KEY, "kid", "no registrar's statement holds the key of this signature"));
        require(key.agency().equals(sender), RefusalCode.WRONG_SENDER, "kid", "the key is not the sender's");
        require(
                key.use() == KeyUse.ACK,
                RefusalCode.KEY_SCOPE,
                "kid",
                "the key's use is not 'ack', so it cannot acknowledge");
        require(key.validAt(clock.instant()), RefusalCode.KEY_EXPIRED, "kid", "the key is not valid now");
        require(
                key.key().filter(held -> jws.verify(Acknowledgement.TYP, held)).isPresent(),
                RefusalCode.SIGNATURE,
                "signature",
                "the signature does not hold");
    }

    private Placed delivery(BatchView view, Acknowledgement acknowledgement) throws RecordRefused {
        require(
                acknowledgement.issuer().equals(view.sender()),
                RefusalCode.WRONG_SENDER,
                "iss",
                "'iss' is not the sender");
        require(acknowledgement.audience().equals(hub), RefusalCode.WRONG_HUB, "aud", "'aud' is not this hub");
        Placed released = view.delivery(acknowledgement.delivery())
                .orElseThrow(() ->
                        new RecordRefused(RefusalCode.MALFORMED, "delivery", "there is no delivery with this id"));
        require(
                released.text("consumer").equals(view.sender()),
                RefusalCode.WRONG_SENDER,
                "delivery",
                "this delivery was for another agency");
        require(
                acknowledgement
                        .leaf()
                        .equals(Base64Url.encode(
                                Merkle.leafHash(released.entry().bytes()))),
                RefusalCode.MALFORMED,
                "leaf",
                "'leaf' is not the hash of the delivery's entry");
        require(
                Set.copyOf(acknowledgement.paths()).equals(paths(released)),
                RefusalCode.MALFORMED,
                "paths",
                "'paths' are not the fields that the delivery released");
        return released;
    }

    private static Set<String> paths(Placed released) {
        Set<String> paths = new HashSet<>();
        for (JsonNode field : released.entry().json().get("released")) {
            paths.add(field.get("path").textValue());
        }
        return paths;
    }

    private static void require(boolean holds, RefusalCode code, String path, String message) throws RecordRefused {
        if (!holds) {
            throw new RecordRefused(code, path, message);
        }
    }
}
