package dev.comity.witness;

import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedLog;
import dev.comity.disk.DurableFile;
import dev.comity.log.Checkpoint;
import dev.comity.log.Checkpoint.SignatureState;
import dev.comity.log.Cosignature;
import dev.comity.log.Merkle;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cosigns a checkpoint only if it is signed by a log of the agency's own trust.yaml and extends the newest one that this key has
 * cosigned, and only after that is remembered durably. Two checkpoints of one size with different roots are kept as proof of
 * a fork. Thread-safe.
 */
public final class Witness {

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    private final String agency;
    private final Path agencyFolder;
    private final SigningKey key;
    private final TrustAnchors trust;
    private final SeenCheckpoints seen;
    private final Clock clock;

    private Witness(
            String agency, Path agencyFolder, SigningKey key, TrustAnchors trust, SeenCheckpoints seen, Clock clock) {
        this.agency = agency;
        this.agencyFolder = agencyFolder;
        this.key = key;
        this.trust = trust;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * The agency's witness; empty, with an error in the program's log, if its key has lost its memory: then it cosigns nothing.
     *
     * @param agencyFolder holds {@code witness/seen.json}
     */
    public static Optional<Witness> open(
            String agency, Path agencyFolder, SigningKey key, TrustAnchors trust, Clock clock) throws IOException {
        try {
            SeenCheckpoints seen =
                    SeenCheckpoints.open(agencyFolder, key.verificationKey().kid());
            return Optional.of(new Witness(agency, agencyFolder, key, trust, seen, clock));
        } catch (SeenCheckpoints.LostMemory e) {
            LOG.error(
                    "{}: the witness does not know any more what it has cosigned ({}), so it cosigns nothing with this key."
                            + " Remove keys/witness.pem, start again to make a new one, and have the registrar certify it"
                            + " and the owners of trust.yaml files name it.",
                    agency,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Judges a request, in the order that the specification fixes.
     *
     * @param body unverified
     * @throws IOException if what was seen cannot be remembered; then nothing is cosigned
     */
    public synchronized WitnessAnswer addCheckpoint(String body) throws IOException {
        WitnessRequest request;
        try {
            request = WitnessRequest.parse(body);
        } catch (IllegalArgumentException e) {
            return new WitnessAnswer(WitnessAnswer.MALFORMED, e.getMessage() + "\n");
        }
        Checkpoint checkpoint = request.checkpoint();
        Optional<TrustedLog> log = trust.logs().stream()
                .filter(trusted -> trusted.origin().equals(checkpoint.origin()))
                .findFirst();
        if (log.isEmpty()) {
            return new WitnessAnswer(WitnessAnswer.UNKNOWN_LOG, "trust.yaml names no log of this origin\n");
        }
        if (checkpoint.verify(log.get().vkey()) != SignatureState.TRUE) {
            return new WitnessAnswer(WitnessAnswer.NOT_SIGNED, "not signed by the log's key in trust.yaml\n");
        }
        if (request.oldSize() > checkpoint.size()) {
            return new WitnessAnswer(WitnessAnswer.MALFORMED, "the old size is beyond the checkpoint\n");
        }
        // Cosignatures of others are nothing that this witness judged, so it does not remember them.
        return judge(request, checkpoint.only(log.get().vkey()));
    }

    private WitnessAnswer judge(WitnessRequest request, Checkpoint checkpoint) throws IOException {
        Optional<Checkpoint> before = seen.newest(checkpoint.origin());
        long size = before.map(Checkpoint::size).orElse(0L);
        if (before.isPresent() && size == checkpoint.size() && !before.get().isSameHead(checkpoint)) {
            fork(before.get(), checkpoint);
            return WitnessAnswer.conflict(size);
        }
        if (request.oldSize() != size) {
            return WitnessAnswer.conflict(size);
        }
        if (!extendsWhatWasSeen(request, checkpoint, before)) {
            return new WitnessAnswer(WitnessAnswer.NOT_CONSISTENT, "the proof does not hold\n");
        }
        if (before.filter(checkpoint::isSameHead).isEmpty()) {
            seen.remember(checkpoint);
        }
        return WitnessAnswer.cosigned(Cosignature.sign(WitnessKey.name(agency), key, clock.instant(), checkpoint));
    }

    private static boolean extendsWhatWasSeen(
            WitnessRequest request, Checkpoint checkpoint, Optional<Checkpoint> before) {
        if (request.oldSize() == 0 || request.oldSize() == checkpoint.size()) {
            return request.proof().isEmpty();
        }
        return Merkle.verifyConsistency(
                request.oldSize(), checkpoint.size(), before.orElseThrow().root(), checkpoint.root(), request.proof());
    }

    /** Both are signed by the log: whoever holds the two files can prove that it has two histories. */
    private void fork(Checkpoint one, Checkpoint other) throws IOException {
        Path folder = agencyFolder.resolve("witness");
        DurableFile.write(folder.resolve("fork-%d-a.checkpoint".formatted(one.size())), one.note());
        DurableFile.write(folder.resolve("fork-%d-b.checkpoint".formatted(one.size())), other.note());
        LOG.error(
                "{}: log {} has signed two different histories of {} entries. Both checkpoints are kept in {}: give them to the"
                        + " auditors. The second was not cosigned.",
                agency,
                one.origin(),
                one.size(),
                folder);
    }
}
