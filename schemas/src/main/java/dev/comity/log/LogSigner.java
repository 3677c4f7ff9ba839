package dev.comity.log;

import dev.comity.crypto.MlDsaSigningKey;
import dev.comity.crypto.SigningKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Signs the heads of one log.
 *
 * @param origin the log's name: no space, no plus sign
 * @param key Ed25519
 * @param mldsa cosigns each published head, so that one signature that a quantum computer cannot forge covers every entry below it
 * @param clock the time of cosignatures
 */
public record LogSigner(String origin, SigningKey key, Optional<MlDsaSigningKey> mldsa, Clock clock) {

    public LogSigner {
        if (!SignedNote.isName(origin)) {
            throw new IllegalArgumentException("a log's origin is not empty and has no space and no '+'");
        }
    }

    /** With the log's own signature alone. */
    public static LogSigner of(String origin, SigningKey key) {
        return new LogSigner(origin, key, Optional.empty(), Clock.systemUTC());
    }

    VerifierKey vkey() {
        return VerifierKey.ofLog(origin, key.verificationKey());
    }

    Checkpoint sign(long size, byte[] root) {
        return Checkpoint.sign(origin, size, root, key);
    }

    /** As it is published: with the log's own cosignature, where it has a key for it. */
    Checkpoint cosigned(Checkpoint head) {
        return mldsa.map(pq -> head.with(List.of(Cosignature.sign(origin, pq, clock.instant(), head))))
                .orElse(head);
    }

    /** Whether a published head lacks the cosignature that this signer makes. */
    boolean wouldCosign(Checkpoint published) {
        return mldsa.map(pq -> VerifierKey.ofMlDsa(origin, pq.verificationKey()))
                .filter(own -> published.signatures().stream().noneMatch(own::signed))
                .isPresent();
    }
}
