package dev.comity.hub;

import dev.comity.batch.Unavailable;
import dev.comity.log.LogSigner;
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
    private final LogSigner signer;
    private volatile TileLog current;
    private volatile String forbidden;

    private OpenLog(Path folder, LogSigner signer) throws IOException {
        this.folder = folder;
        this.signer = signer;
        this.current = TileLog.open(folder, signer);
    }

    static OpenLog open(Path folder, LogSigner signer) throws IOException {
        return new OpenLog(folder, signer);
    }

    TileLog log() {
        return current;
    }

    /** From now on nothing is appended any more. */
    void forbid(String reason) {
        forbidden = reason;
    }

    /** @throws Unavailable if nothing may be appended */
    void requireAllowed() {
        if (forbidden != null) {
            throw new Unavailable(forbidden, null);
        }
    }

    void reopen() throws IOException {
        current.close();
        current = TileLog.open(folder, signer);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
