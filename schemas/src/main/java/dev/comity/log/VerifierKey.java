package dev.comity.log;

import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.MlDsaVerificationKey;
import dev.comity.crypto.VerificationKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A signed-note verifier key (C2SP signed-note): {@code name+hex8(keyid)+base64(type || key)}. The type belongs to the key:
 * a signature of another type under the same name has another key id, so it is another signer's.
 */
public final class VerifierKey {

    /** What a key signs, and the byte that says so. */
    public enum Type {
        /** The log's own signature over the note's text. */
        ED25519(0x01, 32),
        /** A witness's Ed25519 signature over time and text (cosignature/v1). */
        COSIGNATURE(0x04, 32),
        /** An ML-DSA-44 cosignature (subtree/v1 over the whole tree). */
        MLDSA_COSIGNATURE(0x06, 1312);

        private final int code;
        private final int keyLength;

        Type(int code, int keyLength) {
            this.code = code;
            this.keyLength = keyLength;
        }

        private static Type of(byte code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new IllegalArgumentException("a verifier key of type 0x01, 0x04 or 0x06 was expected");
        }
    }

    private final String name;
    private final Type type;
    private final byte[] key;
    private final int keyId;

    private VerifierKey(String name, Type type, byte[] key) {
        if (!SignedNote.isName(name)) {
            throw new IllegalArgumentException("a signer's name is not empty and has no space and no '+'");
        }
        if (key.length != type.keyLength) {
            throw new IllegalArgumentException("a key of %d bytes was expected for type 0x%02x, found %d"
                    .formatted(type.keyLength, type.code, key.length));
        }
        this.name = name;
        this.type = type;
        this.key = key;
        this.keyId = keyId(name, type, key);
    }

    private static int keyId(String name, Type type, byte[] key) {
        byte[] digest = Crypto.sha256(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', (byte) type.code}, key);
        return ByteBuffer.wrap(digest).getInt();
    }

    /** @throws IllegalArgumentException where the form, the key id or the type is wrong */
    public static VerifierKey parse(String vkey) {
        // The base64 part may hold '+' itself, so only the first two separate.
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3 || !parts[1].matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("a verifier key is name+8 hex digits+base64");
        }
        byte[] typed = Base64Text.decode(parts[2]);
        if (typed.length < 2) {
            throw new IllegalArgumentException("a verifier key holds a type byte and a key");
        }
        var parsed = new VerifierKey(parts[0], Type.of(typed[0]), Arrays.copyOfRange(typed, 1, typed.length));
        if (!parsed.hexId().equals(parts[1])) {
            throw new IllegalArgumentException("the key id does not belong to this name and key");
        }
        return parsed;
    }

    /** An Ed25519 log key (type 0x01). */
    public static VerifierKey ofLog(String origin, VerificationKey key) {
        return new VerifierKey(origin, Type.ED25519, rawEd25519(key));
    }

    /** An Ed25519 witness key (type 0x04). */
    public static VerifierKey ofWitness(String name, VerificationKey key) {
        return new VerifierKey(name, Type.COSIGNATURE, rawEd25519(key));
    }

    /** An ML-DSA-44 cosigner's key (type 0x06). */
    public static VerifierKey ofMlDsa(String name, MlDsaVerificationKey key) {
        return new VerifierKey(name, Type.MLDSA_COSIGNATURE, key.raw());
    }

    private static byte[] rawEd25519(VerificationKey key) {
        if (key.algorithm() != KeyAlgorithm.ED25519) {
            throw new IllegalArgumentException("logs and witnesses sign with Ed25519, not " + key.algorithm());
        }
        return key.raw();
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /** 4 bytes, big-endian. */
    public int keyId() {
        return keyId;
    }

    private String hexId() {
        return HexFormat.of().toHexDigits(keyId);
    }

    boolean signed(SignedNote.Line line) {
        return line.keyId() == keyId && line.name().equals(name);
    }

    /** Whether the line's signature holds over the text; never throws. */
    boolean verify(byte[] text, SignedNote.Line line) {
        return switch (type) {
            case ED25519 -> VerificationKey.ed25519(key).verify(text, line.signature());
            case COSIGNATURE ->
                Cosignature.verify(
                        VerificationKey.ed25519(key), new String(text, StandardCharsets.UTF_8), line.signature());
            case MLDSA_COSIGNATURE ->
                Cosignature.verify(
                        new MlDsaVerificationKey(key),
                        name,
                        new String(text, StandardCharsets.UTF_8),
                        line.signature());
        };
    }

    /** Whether both hold the same key, whatever they call it and let it sign. */
    public boolean hasKeyOf(VerifierKey other) {
        return Arrays.equals(key, other.key);
    }

    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(1 + key.length)
                .put((byte) type.code)
                .put(key)
                .array();
        return name + "+" + hexId() + "+" + Base64Text.encode(typed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return keyId;
    }
}
