package dev.comity.hub;

import dev.comity.crypto.Crypto;
import dev.comity.directory.AgencyStatement;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;

/**
 * {@code log/statements/}: every statement that an entry commits to, each in a file that is named by its digest. It lies beside
 * the log's tiles, so that a copy of the log is enough to know whose keys counted. They are public and hold no personal value.
 */
final class KeptStatements {

    private final Path folder;

    KeptStatements(Path log) {
        this.folder = log.resolve("statements");
    }

    /** Returns once all of them are durable: only then may an entry name one. */
    void keep(Collection<AgencyStatement> statements) throws IOException {
        for (AgencyStatement statement : statements) {
            keep(statement.jws());
        }
        DurableFile.syncFolder(folder.toAbsolutePath().getParent());
    }

    /** Returns once it is durable; false if it was kept before. */
    boolean keepNew(String jws) throws IOException {
        if (Files.exists(file(jws.getBytes(StandardCharsets.US_ASCII)))) {
            return false;
        }
        keep(jws);
        DurableFile.syncFolder(folder.toAbsolutePath().getParent());
        return true;
    }

    private Path file(byte[] bytes) {
        return folder.resolve(HexFormat.of().formatHex(Crypto.sha256(bytes)) + ".jwt");
    }

    /** Returns once it is durable. */
    void keep(String jws) throws IOException {
        byte[] bytes = jws.getBytes(StandardCharsets.US_ASCII);
        Path file = file(bytes);
        if (!Files.exists(file)) {
            DurableFile.write(file, bytes);
        }
    }
}
