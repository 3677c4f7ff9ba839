package dev.comity.demo;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of lines in a folder from which an adapter reads. */
final class LineFiles {

    private final Path folder;
    private final boolean header;

    /** @param header whether the first line of each file names the columns and is no item */
    LineFiles(Path folder, boolean header) throws IOException {
        this.folder = folder;
        this.header = header;
        Files.createDirectories(folder);
    }

    /** Puts a file there as a whole; the same file again changes nothing. */
    void put(String name, byte[] content) throws IOException {
        DurableFile.write(folder.resolve(name), content);
    }

    void put(String name, String content) throws IOException {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    long count() throws IOException {
        return DataFolder.list(folder).stream().filter(LineFiles::isRead).count();
    }

    /** Lines of all files that are items. */
    long items() throws IOException {
        long items = 0;
        for (Path file : DataFolder.list(folder)) {
            if (isRead(file)) {
                items += Math.max(0, lines(Files.readAllBytes(file)) - (header ? 1 : 0));
            }
        }
        return items;
    }

    private static boolean isRead(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".csv") && !name.startsWith(".");
    }

    /** Lines that are not empty; the last one counts without its end. */
    private static long lines(byte[] content) {
        long lines = 0;
        int length = 0;
        for (byte b : content) {
            if (b == '\n') {
                lines += length > 0 ? 1 : 0;
                length = 0;
            } else if (b != '\r') {
                length++;
            }
        }
        return lines + (length > 0 ? 1 : 0);
    }
}
