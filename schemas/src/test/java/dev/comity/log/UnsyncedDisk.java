package dev.comity.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** A disk that never waits for the platter: for tests that are not about loss of power, or that act it out themselves. */
final class UnsyncedDisk implements FileOperations {

    private final FileOperations disk = new Disk();

    @Override
    public void createFolder(Path folder) throws IOException {
        disk.createFolder(folder);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void sync(Collection<Path> paths) {
        // Nothing: that is the point.
    }
}
