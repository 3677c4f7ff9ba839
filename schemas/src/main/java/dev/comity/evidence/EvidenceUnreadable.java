package dev.comity.evidence;

import java.io.IOException;

/** Evidence that is there and cannot be opened: another key, or a file that was changed. The message holds no value. */
public final class EvidenceUnreadable extends IOException {

    private static final long serialVersionUID = 1L;

    EvidenceUnreadable(String message) {
        super(message);
    }
}
