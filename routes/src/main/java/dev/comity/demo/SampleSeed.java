package dev.comity.demo;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The seed with which a folder's city was made: one folder holds one city. */
final class SampleSeed {

    private SampleSeed() {}

    /**
     * The folder's seed.
     *
     * @throws IOException if the folder holds the city of another seed
     */
    static long of(DataFolder data, long asked) throws IOException {
        Path file = data.root().resolve("seed");
        if (!Files.exists(file)) {
            DurableFile.write(file, asked + "\n");
        }
        long found = Long.parseLong(Files.readString(file).strip());
        if (found != asked) {
            throw new IOException(
                    "%s: the city in this folder was made with --seed %d, and --seed %d was asked for. Nothing was changed; give that seed, or another --data folder"
                            .formatted(file, found, asked));
        }
        return found;
    }
}
