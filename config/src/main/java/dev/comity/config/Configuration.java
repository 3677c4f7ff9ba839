package dev.comity.config;

import dev.comity.agreement.Agreement;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.record.RecordTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that {@code config/} says, checked. Immutable.
 *
 * @param agencies by slug, in the order of the file
 * @param purposes by code
 * @param agreements every agreement file that is right, signed or not; drafts too
 * @param bundle the bytes of all this, which the log names and the hub keeps
 */
public record Configuration(
        HubSettings hub,
        Map<String, AgencyEntry> agencies,
        Map<String, Purpose> purposes,
        List<Agreement> agreements,
        RecordTypes types,
        ConfigurationBundle bundle) {

    /** base64url SHA-256 of the bundle. */
    public String digest() {
        return bundle.digest();
    }

    /** The bytes of {@code NAME.signatures.json} beside an agreement; empty where there is none. */
    public Optional<byte[]> signaturesOf(Agreement agreement) {
        return bundle.file(ConfigurationFolder.signaturesOf(agreement.place()));
    }

    /** The bytes of {@code NAME.withdrawal.jwt} beside an agreement; empty where there is none. */
    public Optional<byte[]> withdrawalOf(Agreement agreement) {
        return bundle.file(ConfigurationFolder.withdrawalOf(agreement.place()));
    }

    /** How much the hub takes from an agency. @param agency one of {@link #agencies} */
    public AgencyLimits limits(String agency) {
        return agencies.get(agency).limits().orElse(hub.everyAgency());
    }

    /** The limits of envelopes from an agency; those of every agency for one that is not listed. */
    public EnvelopeLimits envelopeLimits(String agency) {
        EnvelopeLimits every = hub.limits();
        return agencies.containsKey(agency)
                ? new EnvelopeLimits(
                        limits(agency).compactBytes(), every.maxRecordBytes(), every.maxDisclosures(), every.maxDepth())
                : every;
    }
}
