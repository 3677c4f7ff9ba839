package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.directory.DirectoryKey;
import dev.comity.record.FieldPath;
import java.util.List;
import java.util.Set;

/** An envelope whose origin signature and disclosures hold. Only {@link EnvelopeVerifier} makes one. */
public final class VerifiedEnvelope {

    VerifiedEnvelope() {}

    public EnvelopeClaims claims() {
        throw new UnsupportedOperationException("contract");
    }

    public Jws jws() {
        throw new UnsupportedOperationException("contract");
    }

    /** The directory key that signed. */
    public DirectoryKey key() {
        throw new UnsupportedOperationException("contract");
    }

    /** In the order received. */
    public List<OpenedDisclosure> disclosures() {
        throw new UnsupportedOperationException("contract");
    }

    /** What is disclosed, as a record; what is not disclosed is absent. */
    public ObjectNode record() {
        throw new UnsupportedOperationException("contract");
    }

    /** Schema paths of the disclosed leaves. */
    public Set<FieldPath> leaves() {
        throw new UnsupportedOperationException("contract");
    }

    /** {@link Identity#exchange} of this envelope. */
    public String exchange() {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * The presentation of these leaves, without key binding: the JWS and the kept disclosures in the order received, each
     * followed by {@code ~}. A container is kept only for a kept leaf below it.
     */
    public Selection select(Set<FieldPath> released) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * @param compact ends in {@code ~}
     * @param sdHash base64url SHA-256 of compact, the {@code sd_hash} of the delivery statement
     * @param leaves the released leaves that the record has
     */
    public record Selection(String compact, String sdHash, List<OpenedDisclosure> leaves) {}
}
