package dev.comity.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/** The few things the log does to a disk. Only what {@link #sync} has covered survives a loss of power. */
interface FileOperations {

    /** Creates one folder below an existing one; durable after {@link #sync} of that one. */
    void createFolder(Path folder) throws IOException;

    /** Creates or replaces a file. Its content is durable after {@link #sync} of the file, its name after that of its folder. */
    void write(Path file, byte[] content) throws IOException;

    /** Renames within a file system, replacing the target in one step; durable after {@link #sync} of both folders. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty folder; durable after {@link #sync} of its folder. */
    void delete(Path path) throws IOException;

    /**
     * Makes durable the contents of files and the names in folders, in no order.
     *
     * @param paths files and folders; all of them are durable on return, any of them may be after a failure
     */
    void sync(Collection<Path> paths) throws IOException;
}
