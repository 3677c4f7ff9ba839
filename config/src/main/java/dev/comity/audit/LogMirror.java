package dev.comity.audit;

import dev.comity.config.StoredZip;
import dev.comity.directory.AgencyStatement;
import dev.comity.log.Checkpoint;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import dev.comity.log.SignedNote;
import dev.comity.log.TileNames;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A copy of a log that somebody serves as files, in a folder that can be verified like the log itself. What was fetched once and
 * never changes, full tiles and what is named by its digest, is not fetched again. Nothing that is fetched is believed.
 */
final class LogMirror {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final URI log;
    private final Path folder;

    /** @param log ends in a slash; {@code http}, {@code https} or {@code file} */
    LogMirror(URI log, Path folder) {
        this.log = log;
        this.folder = folder;
    }

    /**
     * Fetches the newest checkpoint and all that it covers.
     *
     * @throws IOException if something is not there, cannot be fetched, or is longer than it can be
     */
    void update() throws IOException {
        byte[] note = fetch("checkpoint", SignedNote.MAX_LENGTH);
        long size = size(note);
        for (String name : TileNames.of(size)) {
            if (!Files.exists(folder.resolve(name))) {
                store(name, fetch(name, TileNames.limit(name)));
            }
        }
        // A partial tile that has become full would be beyond or beside what the verifier expects to find.
        TileNames.removeOutdated(folder, size);
        store("checkpoint", note);
        named();
    }

    private static long size(byte[] note) throws IOException {
        try {
            return Checkpoint.parse(new String(note, StandardCharsets.UTF_8)).size();
        } catch (IllegalArgumentException e) {
            throw new IOException("its checkpoint is malformed: " + e.getMessage(), e);
        }
    }

    /** What entries name by its digest. One that cannot be fetched is missing in the copy too, and the verdict says so. */
    private void named() throws IOException {
        Set<String> names = new HashSet<>();
        LogReader reader = LogReader.open(folder);
        reader.forEach(0, reader.checkpoint().size(), (index, bytes) -> {
            Entry entry = Selection.parsed(index, bytes);
            switch (entry.kind()) {
                case CONFIG ->
                    names.add(LogEvidence.bundleName(entry.json().path("digest").asText()));
                case AGENCY, REVOCATION ->
                    names.add(LogEvidence.statementName(
                            entry.json().path("statement").asText()));
                default -> {}
            }
        });
        for (String name : names) {
            if (!Files.exists(folder.resolve(name))) {
                try {
                    store(name, fetch(name, name.endsWith(".zip") ? StoredZip.MAX_BYTES : AgencyStatement.MAX_BYTES));
                } catch (IOException notServed) {
                    Files.deleteIfExists(folder.resolve(name));
                }
            }
        }
    }

    private byte[] fetch(String name, int limit) throws IOException {
        URLConnection connection = log.resolve(name).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException(name + " is longer than such a file can be");
            }
            return bytes;
        }
    }

    private void store(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
