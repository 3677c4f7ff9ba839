package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An envelope whose form holds: limits, strict JSON, closed lists, every disclosure in its place. Nobody has vouched for it
 * yet: the signature is judged after this, on what is known to be small and well formed.
 *
 * @param compact as it was received
 * @param record what is disclosed
 */
record ReceivedEnvelope(
        String compact, Jws jws, EnvelopeClaims claims, List<OpenedDisclosure> disclosures, ObjectNode record) {

    static ReceivedEnvelope read(String compact, EnvelopeLimits limits) throws RecordRefused {
        return read(compact, Optional.empty(), limits);
    }

    /** @param parsed the JWS of this envelope, where somebody has parsed it already */
    static ReceivedEnvelope read(String compact, Optional<Jws> parsed, EnvelopeLimits limits) throws RecordRefused {
        if (compact.length() > limits.maxCompactBytes()) {
            throw tooLarge("an envelope of more than " + limits.maxCompactBytes() + " bytes was not read");
        }
        SdJwt parts = SdJwt.split(compact);
        if (parts.keyBinding().isPresent()) {
            throw Malformed.at("", "an envelope must end in '~', without a statement of the hub");
        }
        if (parts.disclosures().size() > limits.maxDisclosures()) {
            throw tooLarge("more than " + limits.maxDisclosures() + " disclosures");
        }
        boolean known = parsed.isPresent() && parsed.get().compact().equals(parts.jws());
        Jws jws = known ? parsed.get() : Jws.parse(parts.jws(), limits.maxCompactBytes());
        if (!jws.typ().equals(EnvelopeClaims.TYP)) {
            throw Malformed.at("typ", "expected the type '" + EnvelopeClaims.TYP + "'");
        }
        EnvelopeClaims claims = EnvelopeClaims.read(jws.sharedPayload());
        return place(compact, jws, claims, disclosures(parts.disclosures(), limits), limits);
    }

    private static List<Disclosure> disclosures(List<String> encoded, EnvelopeLimits limits) throws RecordRefused {
        List<Disclosure> disclosures = new ArrayList<>(encoded.size());
        long recordBytes = 0;
        for (String one : encoded) {
            byte[] json = DisclosureReader.decode(one);
            Disclosure disclosure = DisclosureReader.read(one, json);
            ProfileRules.check(disclosure, json);
            recordBytes += bytesInRecord(disclosure, json);
            disclosures.add(disclosure);
        }
        if (recordBytes > limits.maxRecordBytes()) {
            throw tooLarge("a record of more than " + limits.maxRecordBytes() + " bytes");
        }
        return disclosures;
    }

    /** What a disclosure adds to the record: its name and value without the salt, and of a container only its brackets. */
    private static int bytesInRecord(Disclosure disclosure, byte[] json) {
        return disclosure.leaf()
                ? json.length - disclosure.salt().length() - 4
                : disclosure.name().map(String::length).orElse(0) + 6;
    }

    private static ReceivedEnvelope place(
            String compact, Jws jws, EnvelopeClaims claims, List<Disclosure> disclosures, EnvelopeLimits limits)
            throws RecordRefused {
        ObjectNode payload = jws.sharedPayload();
        ProfileRules.checkDigests(payload.get(Sd.SD));
        // Without the claims, so that the result is the record alone; a name of theirs is refused below.
        ObjectNode body = Json.object();
        body.set(Sd.SD, payload.get(Sd.SD));
        Resolution resolution = new Resolution(body, disclosures, limits.maxDepth());
        List<OpenedDisclosure> opened = opened(disclosures, resolution.placements());
        return new ReceivedEnvelope(compact, jws, claims, opened, resolution.opened());
    }

    private static List<OpenedDisclosure> opened(List<Disclosure> disclosures, List<Resolution.Placement> placements)
            throws RecordRefused {
        boolean[] holdsSomething = new boolean[disclosures.size()];
        List<OpenedDisclosure> opened = new ArrayList<>(disclosures.size());
        for (int i = 0; i < placements.size(); i++) {
            Resolution.Placement at = placements.get(i);
            if (at.parent() >= 0) {
                holdsSomething[at.parent()] = true;
            } else if (EnvelopeClaims.RESERVED.contains(at.path())) {
                throw Malformed.at(at.path(), "a claim may not be disclosed selectively");
            }
            opened.add(new OpenedDisclosure(
                    disclosures.get(i),
                    FieldPath.of(at.path()),
                    at.place(),
                    disclosures.get(i).leaf(),
                    at.parent() < 0 ? OptionalInt.empty() : OptionalInt.of(at.parent())));
        }
        for (int i = 0; i < opened.size(); i++) {
            if (!opened.get(i).leaf() && !holdsSomething[i]) {
                // Alone it would say that something is there, which no agreement releases.
                throw Malformed.at(opened.get(i).place(), "a container is disclosed with nothing in it");
            }
        }
        return List.copyOf(opened);
    }

    private static RecordRefused tooLarge(String message) {
        return new RecordRefused(RefusalCode.TOO_LARGE, "", message);
    }
}
