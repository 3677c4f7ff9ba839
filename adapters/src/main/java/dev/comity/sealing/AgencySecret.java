package dev.comity.sealing;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

/**
 * The agency's own secret, 32 bytes that never leave it. From it come tokens of data subjects, record ids and message groups: all of
 * them are keyed, since a plain hash of a resident number can be reversed by trying them all. Its text form holds no secret.
 */
public final class AgencySecret {

    private static final int LENGTH = 32;

    private final byte[] secret;

    private AgencySecret(byte[] secret) {
        this.secret = secret.clone();
    }

    public static AgencySecret of(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("an agency's secret has " + LENGTH + " bytes");
        }
        return new AgencySecret(secret);
    }

    /** Reads the file, or makes it, durably and readable by the owner alone from its first byte. */
    public static AgencySecret readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        try {
            return of(Base64Url.decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not an agency's secret: restore it from a backup", e);
        }
    }

    private static void make(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        String text = Base64Url.encode(Crypto.random(LENGTH)) + "\n";
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            ((java.nio.channels.FileChannel) channel).force(true);
        }
        Files.move(part, file);
    }

    /** Token of a data subject under the key of the month, 32 bytes. */
    byte[] subjectToken(String subject, Instant now, ZoneId zone) {
        return subjectToken(subject, YearMonth.from(now.atZone(zone)));
    }

    /**
     * Token of a data subject under the key of a month, 32 bytes: what finds its records of that month in the hub's index.
     *
     * @param subject as it stands in the record, for instance a resident number
     * @param month of sealing, in the hub's zone
     */
    public byte[] subjectToken(String subject, YearMonth month) {
        return keyed("comity-subject/1 " + month, subject);
    }

    /**
     * The id of what a record is about: the same for each record of one agency, type and order key, and telling nothing about the
     * key to whoever lacks the secret. A UUID of version 8 (RFC 9562).
     */
    UUID recordId(String type, String orderKey) {
        ByteBuffer bytes = ByteBuffer.wrap(keyed("comity-record-id/1 " + type, orderKey));
        long high = bytes.getLong() & 0xFFFFFFFFFFFF0FFFL | 0x8000L;
        long low = bytes.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Message group: one for each type and order key, 43 base64url characters. */
    String group(String type, String orderKey) {
        return Base64Url.encode(keyed("comity-group/1 " + type, orderKey));
    }

    private byte[] keyed(String use, String value) {
        byte[] key = Crypto.hkdfSha256(secret, new byte[0], use.getBytes(StandardCharsets.UTF_8), LENGTH);
        return Crypto.hmacSha256(key, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AgencySecret[...]";
    }
}
