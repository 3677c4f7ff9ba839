package dev.comity.opening;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;

/**
 * A presentation cut at its last {@code ~}.
 *
 * @param envelope JWS and disclosures, ends in {@code ~}; what {@code sd_hash} is over
 * @param statement the KB-JWT; empty if there is none
 */
record PresentationText(String envelope, String statement) {

    static PresentationText of(String presentation) {
        int cut = presentation.lastIndexOf('~') + 1;
        return new PresentationText(presentation.substring(0, cut), presentation.substring(cut));
    }

    String sdHash() {
        return Base64Url.encode(Crypto.sha256(envelope.getBytes(StandardCharsets.US_ASCII)));
    }
}
