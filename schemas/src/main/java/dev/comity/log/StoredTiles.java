package dev.comity.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A log's folder as an auditor reads it: nothing in it is believed, whatever stands where a file should be is read as a file
 * with other content, and only a disk that cannot be read is an error.
 */
final class StoredTiles {

    private final Path folder;

    StoredTiles(Path folder) {
        this.folder = folder;
    }

    /** The tile's bytes, at most one more than such a tile can have; none for a link or a folder; empty if there is nothing. */
    Optional<byte[]> read(TilePath tile) throws IOException {
        return read(folder.resolve(tile.toString()), tile.isEntries() ? EntryBundle.MAX_BYTES : HashTile.MAX_BYTES);
    }

    static Optional<byte[]> read(Path file, int limit) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new byte[0]);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(limit + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The partial forms of a tile that are there, the narrowest first. */
    List<TilePath> partials(TilePath tile) throws IOException {
        List<TilePath> partials = new ArrayList<>();
        Path parent = folder.resolve(tile.partialsFolder());
        if (Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(parent)) {
                files.forEach(file -> TilePath.parse(name(file)).ifPresent(partials::add));
            } catch (NoSuchFileException | NotDirectoryException e) {
                return List.of();
            }
        }
        partials.sort(java.util.Comparator.comparingInt(TilePath::width));
        return partials;
    }

    /** The names, relative to the folder, of all that is under {@code tile/} and is no folder. */
    void forEachName(Consumer<String> visitor) throws IOException {
        Path tiles = folder.resolve("tile");
        if (!Files.exists(tiles)) {
            return;
        }
        Files.walkFileTree(tiles, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                visitor.accept(name(file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
