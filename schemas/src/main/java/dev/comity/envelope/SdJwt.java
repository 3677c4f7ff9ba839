package dev.comity.envelope;

import dev.comity.refusal.RecordRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a compact SD-JWT (RFC 9901 section 4): {@code <JWS>~<D1>~...~<Dn>~}, and a key binding JWT where there is
 * one. Nothing in them has been read.
 *
 * @param disclosures encoded
 */
record SdJwt(String jws, List<String> disclosures, Optional<String> keyBinding) {

    static SdJwt split(String compact) throws RecordRefused {
        int end = compact.indexOf('~');
        if (end < 0) {
            throw Malformed.at("", "an envelope is a signed text and disclosures, each ending in '~'");
        }
        List<String> disclosures = new ArrayList<>();
        int start = end + 1;
        for (int next = compact.indexOf('~', start); next >= 0; next = compact.indexOf('~', start)) {
            disclosures.add(compact.substring(start, next));
            start = next + 1;
        }
        String rest = compact.substring(start);
        return new SdJwt(compact.substring(0, end), disclosures, rest.isEmpty() ? Optional.empty() : Optional.of(rest));
    }
}
