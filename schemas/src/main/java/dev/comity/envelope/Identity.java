package dev.comity.envelope;

import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The ids of exchanges and deliveries: they follow from the message, so every node computes the same. */
public final class Identity {

    private Identity() {}

    /**
     * SHA-256 of {@code comity-exchange/1}, issuer, jti and the JWS's SHA-256 in hex, each ending in a line feed.
     *
     * @return 64 lower-case hex digits, fit for a file name
     */
    public static String exchange(String issuer, String jti, byte[] jwsSha256) {
        return hash("comity-exchange/1", issuer, jti, HexFormat.of().formatHex(jwsSha256));
    }

    /** SHA-256 of {@code comity-delivery/1}, exchange id, agreement id and resubmission count, each ending in a line feed. */
    public static String delivery(String exchange, String agreement, int resubmissions) {
        return hash("comity-delivery/1", exchange, agreement, Integer.toString(resubmissions));
    }

    private static String hash(String... lines) {
        // None of the parts may hold a line feed (slugs, UUIDs, hex), so the text has one reading.
        String text = String.join("\n", lines) + "\n";
        return HexFormat.of().formatHex(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
