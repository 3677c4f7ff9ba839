package dev.comity.client;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.log.WitnessAnswer;
import dev.comity.refusal.RecordRefused;
import dev.comity.witness.KeptHeads;
import dev.comity.witness.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the hub's requests to cosign over the agency's own address, for an agency that opens no port. */
public final class WitnessDesk {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessDesk.class);
    private static final int FAILED = 500;

    private final Optional<Witness> witness;
    private final KeptHeads heads;

    /** @param witness empty where the agency is none: it then says so */
    public WitnessDesk(Optional<Witness> witness, KeptHeads heads) {
        this.witness = witness;
        this.heads = heads;
    }

    /** Keeps the head of another agency's submissions. @throws RecordRefused if it is none to rely on */
    void keep(IncomingMessage head) throws RecordRefused, IOException {
        heads.keep(head.body());
    }

    OutgoingMessage answer(IncomingMessage request) {
        String id = Base64Url.encode(Crypto.sha256(request.body().getBytes(StandardCharsets.UTF_8)));
        return OutgoingMessage.cosignature(id, judged(request.body()));
    }

    private WitnessAnswer judged(String request) {
        if (witness.isEmpty()) {
            return new WitnessAnswer(WitnessAnswer.UNKNOWN_LOG, "this agency is no witness\n");
        }
        try {
            return witness.get().addCheckpoint(request);
        } catch (IOException e) {
            // Deliveries go on: that a checkpoint is not cosigned is the hub's and the auditors' to see.
            LOG.error("a checkpoint could not be remembered, so it was not cosigned", e);
            return new WitnessAnswer(FAILED, "what was seen could not be remembered; nothing was cosigned\n");
        }
    }
}
