package dev.comity.witnesses;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.nio.charset.StandardCharsets;

/** Takes what witnesses answer, from any thread. */
@FunctionalInterface
interface Answers {

    /** @param request id of the request that is answered, as the witness says it */
    void take(String agency, String request, WitnessAnswer answer);

    /** What a request is known by: base64url SHA-256 of its text. */
    static String id(WitnessRequest request) {
        return id(request.text());
    }

    /** base64url SHA-256 of a text. */
    static String id(String text) {
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
