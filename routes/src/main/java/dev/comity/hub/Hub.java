package dev.comity.hub;

import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.TileLog;
import java.nio.file.Path;
import java.time.Clock;

/** The running hub: broker, exchange log, journeys. Starts in order and stops in order; the stop completes. */
public final class Hub implements AutoCloseable {

    private Hub() {}

    /**
     * @param configuration checked; its agreements count only with both signatures
     * @param directory registrar-signed; holds this hub's deliver and log keys
     * @param data the data folder: uses hub/ and log/ below it, writes hub/endpoint.json once ready
     */
    public record Options(
            Configuration configuration, Directory directory, TrustAnchors trust, Path data, Clock clock) {}

    /** Returns once the broker takes connections and every journey runs. */
    public static Hub start(Options options) throws Exception {
        throw new UnsupportedOperationException("contract");
    }

    public String host() {
        throw new UnsupportedOperationException("contract");
    }

    public int port() {
        throw new UnsupportedOperationException("contract");
    }

    public TileLog log() {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public void close() throws Exception {
        throw new UnsupportedOperationException("contract");
    }
}
