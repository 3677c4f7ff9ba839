package dev.comity.demo;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.HpkeKey;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.MlDsaSigningKey;
import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.SigningKey;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Reads a key where there is one and makes it where there is none. A crash leaves a whole key or none. */
final class KeyFiles {

    private KeyFiles() {}

    static SigningKey signing(Path pem) throws IOException {
        if (!Files.exists(pem)) {
            make(pem, SigningKey.generate(KeyAlgorithm.ED25519)::write);
        }
        return SigningKey.read(pem);
    }

    static MlDsaSigningKey mldsa(Path pem) throws IOException {
        if (!Files.exists(pem)) {
            make(pem, MlDsaSigningKey.generate()::write);
        }
        return MlDsaSigningKey.read(pem);
    }

    static HpkeKey evidence(Path pem) throws IOException {
        if (!Files.exists(pem)) {
            make(pem, HpkeKey.generate()::write);
        }
        return HpkeKey.read(pem);
    }

    static PseudonymKey pseudonym(Path pem) throws IOException {
        if (!Files.exists(pem)) {
            make(pem, PseudonymKey.generate()::write);
        }
        return PseudonymKey.read(pem);
    }

    /** 256 random bits, readable by the owner alone. */
    static char[] password(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file, fresh -> writePrivately(fresh, Base64Url.encode(Crypto.random(32))));
        }
        return Files.readString(file).strip().toCharArray();
    }

    private static void make(Path file, Writer writer) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = DurableFile.fresh(file);
        Files.deleteIfExists(fresh);
        writer.write(fresh);
        DurableFile.settle(fresh, file);
    }

    private static void writePrivately(Path file, String secret) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret + "\n", StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @FunctionalInterface
    private interface Writer {
        void write(Path fresh) throws IOException;
    }
}
