package dev.comity.hub;

import dev.comity.crypto.SigningKey;
import dev.comity.log.TileLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The log as it is open now. After a failed append nobody can say from memory what is on disk: it is then opened anew, and
 * what it holds counts.
 */
final class OpenLog implements Closeable {

    private final Path folder;
    private final String origin;
    private final SigningKey key;
    private volatile TileLog current;

    private OpenLog(Path folder, String origin, SigningKey key) throws IOException {
        this.folder = folder;
        this.origin = origin;
        this.key = key;
        this.current = TileLog.open(folder, origin, key);
    }

    static OpenLog open(Path folder, String origin, SigningKey key) throws IOException {
        return new OpenLog(folder, origin, key);
    }

    TileLog log() {
        return current;
    }

    void reopen() throws IOException {
        current.close();
        current = TileLog.open(folder, origin, key);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
