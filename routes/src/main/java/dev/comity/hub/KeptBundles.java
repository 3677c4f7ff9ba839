package dev.comity.hub;

import dev.comity.config.ConfigurationBundle;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code log/bundles/}: every configuration that was ever in force, each in a file that is named by its digest. It lies beside the
 * log's tiles, so that a copy of the log is enough to decide everything again.
 */
final class KeptBundles {

    private final Path folder;

    KeptBundles(Path log) {
        this.folder = log.resolve("bundles");
    }

    /** Returns once the bundle is durable: only then may an entry name it. */
    void keep(ConfigurationBundle bundle) throws IOException {
        DurableFile.write(folder.resolve(bundle.fileName()), bundle.bytes());
        DurableFile.syncFolder(folder.toAbsolutePath().getParent());
    }
}
