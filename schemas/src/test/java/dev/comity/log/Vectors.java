package dev.comity.log;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The published test vectors beside the project. */
final class Vectors {

    private Vectors() {}

    /** A folder of vectors; the calling test is skipped where the vectors are not at hand. */
    static Path folder(String name) {
        Path folder = Path.of(System.getProperty("comity.home", ".."))
                .resolve("../shared/vectors")
                .resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "skipped: no published vectors at " + folder);
        return folder;
    }
}
