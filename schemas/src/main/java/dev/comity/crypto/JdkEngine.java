package dev.comity.crypto;

import java.security.Security;

/**
 * The JDK's own Ed25519, to measure what it costs. ES256 stays with Bouncy Castle: the JDK's accepts malformed signatures on
 * some versions of 17.
 */
final class JdkEngine implements SignatureEngine {

    private final SignatureEngine ed25519 = new ProviderEngine("JDK", Security.getProvider("SunEC"));
    private final SignatureEngine es256 = new BouncyCastleEngine();

    @Override
    public String description() {
        return ed25519.description();
    }

    @Override
    public Verifier verifier(KeyAlgorithm algorithm, byte[] raw) {
        return of(algorithm).verifier(algorithm, raw);
    }

    @Override
    public Signer signer(KeyAlgorithm algorithm, byte[] secret) {
        return of(algorithm).signer(algorithm, secret);
    }

    private SignatureEngine of(KeyAlgorithm algorithm) {
        return algorithm == KeyAlgorithm.ED25519 ? ed25519 : es256;
    }
}
