package dev.comity.directory;

import java.util.Locale;
import java.util.Optional;

/** What a key may do; a signature outside its key's use fails. Written in lower case. */
public enum KeyUse {
    SEAL,
    QUERY,
    ACK,
    WITNESS,
    AGREE,
    /** An auditor: signs requests to see entries or evidence. */
    AUDIT,
    /** X25519, for pseudonyms between two agencies. */
    PSEUDONYM,
    /** The hub: signs delivery statements, receipts and refusals. */
    DELIVER,
    /** The hub: signs checkpoints. */
    LOG;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether only a hub has keys of this use; all others are agencies'. */
    public boolean ofHub() {
        return this == DELIVER || this == LOG;
    }

    public static Optional<KeyUse> of(String code) {
        for (KeyUse use : values()) {
            if (use.code().equals(code)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }
}
