package dev.comity.log;

import dev.comity.fault.FaultPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folder of one log, as its writer sees it. Files come into being under {@code tmp/} and are renamed to their place when they
 * are whole, so that no reader ever finds half a file. They are made durable there, all of a round at once: what a loss of power
 * tears before that is beyond the checkpoint, and goes when the log is opened the next time.
 */
final class LogFolder {

    private final Path folder;
    private final FileOperations operations;
    /** Folders whose names are durable. One that is there need not be: a round that failed may have made it. */
    private final Set<Path> settled = new HashSet<>();

    LogFolder(Path folder, FileOperations operations) {
        this.folder = folder;
        this.operations = operations;
    }

    Path path() {
        return folder;
    }

    Path checkpointFile() {
        return folder.resolve("checkpoint");
    }

    Path signedCheckpointFile() {
        return temporaries().resolve("checkpoint");
    }

    Path versionFile() {
        return folder.resolve("VERSION");
    }

    Path tiles() {
        return folder.resolve("tile");
    }

    private Path temporaries() {
        return folder.resolve("tmp");
    }

    Path file(TilePath tile) {
        return folder.resolve(tile.toString());
    }

    /** Writes tiles; all of them are durable under their names when this returns. */
    void writeTiles(Map<TilePath, byte[]> tiles) throws IOException {
        Set<Path> unsynced = new LinkedHashSet<>();
        Set<Path> folders = new LinkedHashSet<>();
        for (var tile : tiles.entrySet()) {
            Path file = file(tile.getKey());
            createFolders(file.getParent(), folders);
            place(temporaries().resolve("tile"), file, tile.getValue());
            unsynced.add(file);
            unsynced.add(file.getParent());
        }
        folders.forEach(made -> unsynced.add(made.getParent()));
        FaultPoint.LOG_TILES_WRITTEN.reach();
        operations.sync(unsynced);
        settled.addAll(folders);
    }

    /** @param unsettled gets the folders on the way whose names are not known to be durable */
    private void createFolders(Path wanted, Set<Path> unsettled) throws IOException {
        if (wanted.equals(folder) || settled.contains(wanted) || !unsettled.add(wanted)) {
            return;
        }
        createFolders(wanted.getParent(), unsettled);
        if (!Files.isDirectory(wanted)) {
            operations.createFolder(wanted);
        }
    }

    /** Replaces the checkpoint; durable when this returns. It is durable before it takes the place of the one that is. */
    void publish(Checkpoint checkpoint) throws IOException {
        operations.write(signedCheckpointFile(), bytes(checkpoint.note()));
        operations.sync(List.of(signedCheckpointFile()));
        FaultPoint.LOG_CHECKPOINT_SIGNED.reach();
        operations.move(signedCheckpointFile(), checkpointFile());
        operations.sync(List.of(folder));
    }

    /** @throws IOException if the checkpoint cannot be read or is none */
    Checkpoint published() throws IOException {
        Path file = checkpointFile();
        if (Files.size(file) > SignedNote.MAX_LENGTH) {
            throw new IOException(file + " is longer than a checkpoint can be");
        }
        try {
            return Checkpoint.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s is not a checkpoint: %s".formatted(file, e.getMessage()), e);
        }
    }

    void writeVersion() throws IOException {
        Path fresh = temporaries().resolve("VERSION");
        operations.write(fresh, bytes(Entry.VERSION + "\n"));
        operations.sync(List.of(fresh));
        operations.move(fresh, versionFile());
        operations.sync(List.of(folder));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void place(Path temporary, Path file, byte[] content) throws IOException {
        operations.write(temporary, content);
        operations.move(temporary, file);
    }

    /** Creates the log's folder and its {@code tmp/}, where they are missing. */
    void create() throws IOException {
        create(temporaries());
    }

    private void create(Path wanted) throws IOException {
        if (Files.isDirectory(wanted)) {
            return;
        }
        Path parent = wanted.toAbsolutePath().getParent();
        create(parent);
        operations.createFolder(wanted);
        operations.sync(List.of(parent));
    }

    /** Removes the partial forms of tiles that are full by now. */
    void removePartials(List<TilePath> fullTiles) throws IOException {
        for (TilePath full : fullTiles) {
            Path partials = folder.resolve(full.partialsFolder());
            if (Files.isDirectory(partials, LinkOption.NOFOLLOW_LINKS)) {
                for (Path file : list(partials)) {
                    operations.delete(file);
                }
                operations.delete(partials);
                settled.remove(partials);
            }
        }
    }

    /** Removes everything from {@code tmp/}. */
    void removeTemporaries() throws IOException {
        for (Path file : list(temporaries())) {
            operations.delete(file);
        }
    }

    void remove(Path file) throws IOException {
        operations.delete(file);
    }

    void sync(Collection<Path> parents) throws IOException {
        operations.sync(parents);
    }

    private static List<Path> list(Path parent) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent)) {
            List<Path> list = new java.util.ArrayList<>();
            files.forEach(list::add);
            return list;
        }
    }

    /** @throws IOException naming the file, if it is missing or does not hold exactly {@code tile.width()} hashes */
    List<byte[]> readHashes(TilePath tile) throws IOException {
        byte[] bytes = read(tile, HashTile.MAX_BYTES);
        if (bytes.length != tile.width() * Merkle.HASH_LENGTH) {
            throw new IOException(
                    "%s holds %d bytes, expected %d hashes of 32".formatted(file(tile), bytes.length, tile.width()));
        }
        return HashTile.decode(bytes);
    }

    /** @throws IOException naming the file, if it is missing or does not hold exactly {@code tile.width()} entries */
    List<byte[]> readEntries(TilePath tile) throws IOException {
        EntryBundle bundle = EntryBundle.decode(read(tile, EntryBundle.MAX_BYTES), tile.width());
        if (!bundle.isWhole()) {
            throw new IOException("%s does not hold exactly %d entries".formatted(file(tile), tile.width()));
        }
        return bundle.entries();
    }

    private byte[] read(TilePath tile, int limit) throws IOException {
        Path file = file(tile);
        if (Files.size(file) > limit) {
            throw new IOException("%s is longer than such a file can be".formatted(file));
        }
        return Files.readAllBytes(file);
    }
}
