package dev.comity.agreement;

import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The agreements that both agencies signed; which of them count today is judged by the decision. Immutable. */
public final class AgreementsInForce {

    private AgreementsInForce() {}

    public static AgreementsInForce of(Configuration configuration, Directory directory, Instant at)
            throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public List<Agreement> all() {
        throw new UnsupportedOperationException("contract");
    }

    /** @param reason why it is not in force, for people */
    public record NotInForce(Agreement agreement, String reason) {}

    public List<NotInForce> notInForce() {
        throw new UnsupportedOperationException("contract");
    }

    public Optional<Agreement> byDigest(String digest) {
        throw new UnsupportedOperationException("contract");
    }
}
