package dev.comity.crypto;

import java.util.Optional;

/** The closed set of signature algorithms, by their JOSE names (RFC 7518, RFC 9864). */
public enum KeyAlgorithm {
    ED25519("Ed25519"),
    ES256("ES256");

    private final String jose;

    KeyAlgorithm(String jose) {
        this.jose = jose;
    }

    public String jose() {
        return jose;
    }

    public static Optional<KeyAlgorithm> of(String jose) {
        for (KeyAlgorithm a : values()) {
            if (a.jose.equals(jose)) {
                return Optional.of(a);
            }
        }
        return Optional.empty();
    }
}
