package dev.comity.demo;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where everything of one installation lies.
 *
 * @param root absolute
 */
public record DataFolder(Path root) {

    /** The layout that this code writes and reads. */
    private static final String VERSION = "1";

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Makes the folder, or checks that its layout is known.
     *
     * @throws IOException if it holds something else or a newer layout; nothing in it has been changed
     */
    void claim() throws IOException {
        Path version = root.resolve("VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version).strip();
            if (!found.equals(VERSION)) {
                throw new IOException(
                        "%s: layout version %s was expected, and another one was found. Nothing was changed; use the program that made this folder, or another --data folder"
                                .formatted(version, VERSION));
            }
            return;
        }
        if (Files.isDirectory(root) && !list(root).stream().allMatch(DataFolder::isUnfinished)) {
            throw new IOException(
                    "%s: a folder of Comity or an empty one was expected, and other files were found. Nothing was changed; give another --data folder"
                            .formatted(root));
        }
        DurableFile.write(version, VERSION + "\n");
    }

    /** What is there before the folder is claimed: the log of this process, and what a kill in the middle of it left. */
    private static boolean isUnfinished(Path file) {
        return Set.of("comity.log", ".VERSION.new").contains(file.getFileName().toString());
    }

    public Path trust() {
        return root.resolve("trust.yaml");
    }

    public Path directory() {
        return root.resolve("directory");
    }

    public Path registrarKey() {
        return root.resolve("registrar/registrar.pem");
    }

    public Path config() {
        return root.resolve("config");
    }

    public Path log() {
        return root.resolve("log");
    }

    public Path hub() {
        return root.resolve("hub");
    }

    /** What the auditors alone would hold. */
    public Path auditor() {
        return root.resolve("auditor");
    }

    /** Public halves of the keys that evidence is sealed to. */
    public Path evidenceKeys() {
        return root.resolve("hub/evidence/keys");
    }

    public Path report() {
        return root.resolve("report.json");
    }

    public Path agency(String id) {
        return root.resolve("agencies").resolve(id);
    }

    /** Slug of the agency in whose folder a file lies. */
    public String agencyOf(Path file) {
        return root.resolve("agencies").relativize(file).getName(0).toString();
    }

    /** The files of a folder, sorted; none if there is no such folder. */
    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
