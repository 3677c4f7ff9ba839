package dev.comity.crypto;

/** A provider's signatures behind one form: raw keys in, 64-byte signatures out. Thread-safe, as all that it makes. */
interface SignatureEngine {

    /** Name and version of the provider. */
    String description();

    /**
     * @param raw 32 bytes of Ed25519, or the 65 bytes of an uncompressed point
     * @throws IllegalArgumentException if they are not a public key of the algorithm
     */
    Verifier verifier(KeyAlgorithm algorithm, byte[] raw);

    /** @param secret 32 bytes: the Ed25519 seed, or the scalar of ES256 */
    Signer signer(KeyAlgorithm algorithm, byte[] secret);

    /** Verifies with one key. */
    interface Verifier {

        /** @param signature 64 bytes, checked by the caller */
        boolean verify(byte[] message, byte[] signature);
    }

    /** Signs with one key. */
    interface Signer {

        /** 64 bytes. */
        byte[] sign(byte[] message);
    }
}
