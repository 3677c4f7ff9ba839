package dev.comity.log;

import java.io.IOException;
import java.nio.file.Path;

/** The few things the log does to a disk. What a method promises to be durable survives a loss of power. */
interface FileOperations {

    /** Creates one folder below an existing one; its name is durable after {@link #syncFolder} of that one. */
    void createFolder(Path folder) throws IOException;

    /** Creates or replaces a file; its content is durable, its name is not. */
    void write(Path file, byte[] content) throws IOException;

    /** Renames within a file system, replacing the target in one step; durable after {@link #syncFolder}. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty folder; durable after {@link #syncFolder}. */
    void delete(Path path) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;
}
