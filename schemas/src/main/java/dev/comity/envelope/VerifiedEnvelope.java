package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.directory.DirectoryKey;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An envelope whose origin signature and disclosures hold. Only {@link EnvelopeVerifier} makes one. */
public final class VerifiedEnvelope {

    private final ReceivedEnvelope envelope;
    private final DirectoryKey key;
    private final Set<FieldPath> leaves;
    private final String exchange;

    VerifiedEnvelope(ReceivedEnvelope envelope, DirectoryKey key) {
        this.envelope = envelope;
        this.key = key;
        Set<FieldPath> paths = new TreeSet<>();
        envelope.disclosures().stream().filter(OpenedDisclosure::leaf).forEach(leaf -> paths.add(leaf.path()));
        this.leaves = Collections.unmodifiableSet(paths);
        this.exchange = Identity.exchange(
                envelope.claims().issuer(),
                envelope.claims().jti(),
                envelope.jws().sha256());
    }

    public EnvelopeClaims claims() {
        return envelope.claims();
    }

    public Jws jws() {
        return envelope.jws();
    }

    /** As it was received: the JWS and every disclosure, each followed by {@code ~}. */
    public String compact() {
        return envelope.compact();
    }

    /** The directory key that signed. */
    public DirectoryKey key() {
        return key;
    }

    /** In the order received. */
    public List<OpenedDisclosure> disclosures() {
        return envelope.disclosures();
    }

    /** What is disclosed, as a record; what is not disclosed is absent. A copy. */
    public ObjectNode record() {
        return envelope.record().deepCopy();
    }

    /** As {@link #record}, the very one, for those who only read it: do not change. */
    public ObjectNode sharedRecord() {
        return envelope.record();
    }

    /** Schema paths of the disclosed leaves, sorted. */
    public Set<FieldPath> leaves() {
        return leaves;
    }

    /** {@link Identity#exchange} of this envelope. */
    public String exchange() {
        return exchange;
    }

    /**
     * The presentation of these leaves, without key binding: the JWS and the kept disclosures in the order received, each
     * followed by {@code ~}. A container is kept only for a kept leaf below it.
     */
    public Selection select(Set<FieldPath> released) {
        Presentation.Kept kept = Presentation.kept(envelope.jws(), envelope.disclosures(), released);
        String sdHash = Base64Url.encode(Crypto.sha256(kept.compact().getBytes(StandardCharsets.US_ASCII)));
        List<OpenedDisclosure> leaves = new ArrayList<>();
        for (int place : kept.places()) {
            OpenedDisclosure one = envelope.disclosures().get(place);
            if (one.leaf()) {
                leaves.add(one);
            }
        }
        return new Selection(kept.compact(), sdHash, leaves, kept.places());
    }

    /**
     * Reads from a presentation's text which leaves it shows, as {@link EnvelopeVerifier#open} finds them, without verifying once
     * more what this envelope has proven: the signature, and where each disclosure belongs.
     *
     * @param presentation compact, without key binding
     * @return schema paths, sorted
     * @throws RecordRefused where the text is no presentation of this envelope that {@code open} would accept
     */
    public Set<FieldPath> shownBy(String presentation) throws RecordRefused {
        return Presentation.leaves(envelope.jws(), envelope.disclosures(), presentation);
    }

    /**
     * @param compact ends in {@code ~}
     * @param sdHash base64url SHA-256 of compact, the {@code sd_hash} of the delivery statement
     * @param leaves the released leaves that the record has
     * @param places of the kept disclosures among all of the envelope, from 0, rising
     */
    public record Selection(String compact, String sdHash, List<OpenedDisclosure> leaves, List<Integer> places) {

        public Selection {
            leaves = List.copyOf(leaves);
            places = List.copyOf(places);
        }
    }
}
