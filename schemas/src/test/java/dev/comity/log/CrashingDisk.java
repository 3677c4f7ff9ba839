package dev.comity.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A real folder on a disk that breaks at a chosen operation, and then, as after a loss of power, forgets what was not made
 * durable: of each folder, the last changes of names that no sync covered, a random number of them; of each file that none covered,
 * a random part of its content.
 */
final class CrashingDisk implements FileOperations {

    private final FileOperations disk = new UnsyncedDisk();
    private final Random random;
    private final boolean tearsFiles;
    private final Map<Path, Deque<Undo>> unsynced = new HashMap<>();
    private final Set<Path> unsyncedContents = new LinkedHashSet<>();
    private long left;
    private long done;

    private interface Undo {
        void run() throws IOException;
    }

    /** @param operations how many succeed before the first one that fails; all that follow fail too */
    CrashingDisk(long operations, Random random) {
        this.left = operations;
        this.random = random;
        this.tearsFiles = random.nextBoolean();
    }

    long operations() {
        return done;
    }

    /** Forgets what a loss of power would take. */
    void losePower() throws IOException {
        for (Path file : unsyncedContents) {
            if (Files.exists(file) && random.nextBoolean()) {
                byte[] content = Files.readAllBytes(file);
                disk.write(file, Arrays.copyOf(content, random.nextInt(content.length + 1)));
            }
        }
        for (Deque<Undo> changes : unsynced.values()) {
            for (int lost = random.nextInt(changes.size() + 1); lost > 0; lost--) {
                changes.removeLast().run();
            }
        }
    }

    private boolean breaks() {
        done++;
        return left-- <= 0;
    }

    private void step() throws IOException {
        if (breaks()) {
            throw new IOException("the disk is broken");
        }
    }

    private void changed(Path path, Undo undo) {
        unsynced.computeIfAbsent(path.toAbsolutePath().getParent(), p -> new ArrayDeque<>())
                .addLast(undo);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        step();
        disk.createFolder(folder);
        changed(folder, () -> deleteAll(folder));
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        boolean existed = Files.exists(file);
        unsyncedContents.add(file.toAbsolutePath());
        if (breaks()) {
            if (tearsFiles) {
                disk.write(file, Arrays.copyOf(content, random.nextInt(content.length + 1)));
            }
            throw new IOException("the disk is full");
        }
        disk.write(file, content);
        if (!existed) {
            changed(file, () -> Files.deleteIfExists(file));
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        byte[] before = Files.exists(to) ? Files.readAllBytes(to) : null;
        disk.move(from, to);
        if (unsyncedContents.remove(from.toAbsolutePath())) {
            unsyncedContents.add(to.toAbsolutePath());
        }
        changed(to, () -> {
            if (before == null) {
                Files.deleteIfExists(to);
            } else {
                disk.write(to, before);
            }
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        step();
        byte[] before = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? null : Files.readAllBytes(path);
        disk.delete(path);
        changed(path, () -> {
            if (before != null && Files.isDirectory(path.getParent())) {
                disk.write(path, before);
            }
        });
    }

    /** In any order, and some of them only, if it breaks in between. */
    @Override
    public void sync(Collection<Path> paths) throws IOException {
        List<Path> any = new ArrayList<>(paths);
        Collections.shuffle(any, random);
        for (Path path : any) {
            step();
            unsynced.remove(path.toAbsolutePath());
            unsyncedContents.remove(path.toAbsolutePath());
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
