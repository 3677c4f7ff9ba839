package dev.comity.hub;

import dev.comity.envelope.SubmissionStatement;
import java.util.Optional;

/**
 * Where a key's sequence of submission statements stands.
 *
 * @param seq of the last statement
 * @param digest of the last statement, the next one's {@code prev}
 */
record Link(long seq, String digest) {

    static Link of(SubmissionStatement statement) {
        return new Link(statement.seq(), statement.digest());
    }

    static Link parse(String text) {
        int blank = text.indexOf(' ');
        return new Link(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
    }

    String text() {
        return seq + " " + digest;
    }

    /** Whether a statement is the next one, without a gap or a fork. */
    static boolean continues(Optional<Link> last, SubmissionStatement next) {
        long expected = last.map(Link::seq).orElse(0L) + 1;
        return next.seq() == expected && next.previous().equals(last.map(Link::digest));
    }
}
