package dev.comity.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings a log's folder to the state that its signed checkpoint says, and loads it. The checkpoint is the truth: tiles
 * beyond it were never acknowledged to anybody and are removed; whatever is missing below it is an error.
 */
final class LogRecovery {

    private final LogFolder folder;
    private final LogSigner signer;

    LogRecovery(LogFolder folder, LogSigner signer) {
        this.folder = folder;
        this.signer = signer;
    }

    /** @throws IOException naming the file that does not agree with the checkpoint */
    LogHead recover() throws IOException {
        folder.create();
        requireKnownVersion();
        Checkpoint checkpoint = newestCheckpoint();
        folder.removeTemporaries();
        removeTilesBeyond(checkpoint.size());
        // A crash may have left the checkpoint's new name in memory only; nobody may see it before it is durable.
        folder.sync(List.of(folder.path()));
        LogHead head = new LogLoader(folder).load(checkpoint.only(signer.vkey()));
        // Now that the tiles are known to agree with it.
        if (signer.wouldCosign(checkpoint)) {
            folder.publish(signer.cosigned(checkpoint));
        }
        return head;
    }

    private void requireKnownVersion() throws IOException {
        Path file = folder.versionFile();
        if (!Files.exists(file)) {
            folder.writeVersion();
        } else if (!Files.readString(file).strip().equals(Integer.toString(Entry.VERSION))) {
            throw new IOException(
                    "%s names a format that this program does not know; it knows version %d. Nothing was changed."
                            .formatted(file, Entry.VERSION));
        }
    }

    private Checkpoint newestCheckpoint() throws IOException {
        if (!Files.exists(folder.checkpointFile())) {
            begin();
        }
        Checkpoint published = own(folder.published());
        Checkpoint signed = signedButNotPublished();
        if (signed == null || signed.size() <= published.size()) {
            return published;
        }
        // A signature cannot be taken back: were this one dropped, another root of the same size could be signed. Its
        // tiles were durable before it was signed.
        folder.publish(signed);
        return signed;
    }

    private void begin() throws IOException {
        if (Files.exists(folder.tiles())) {
            throw new IOException("%s is missing although there are tiles; a log is never begun over another one"
                    .formatted(folder.checkpointFile()));
        }
        folder.publish(signer.cosigned(signer.sign(0, TreeEdge.EMPTY.root())));
    }

    private Checkpoint own(Checkpoint published) throws IOException {
        if (published.verify(signer.vkey()) == Checkpoint.SignatureState.TRUE) {
            return published;
        }
        throw new IOException("%s is not signed by this log: expected origin %s and key %s"
                .formatted(folder.checkpointFile(), signer.origin(), signer.vkey()));
    }

    /** The checkpoint that a crash kept from its place, or null where there is none or it is torn. */
    private Checkpoint signedButNotPublished() throws IOException {
        Path file = folder.signedCheckpointFile();
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Checkpoint checkpoint = Checkpoint.parse(read(file));
            return checkpoint.verify(signer.vkey()) == Checkpoint.SignatureState.TRUE ? checkpoint : null;
        } catch (IllegalArgumentException torn) {
            return null;
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > SignedNote.MAX_LENGTH) {
            throw new IOException(file + " is longer than a checkpoint can be");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private void removeTilesBeyond(long size) throws IOException {
        Set<Path> parents = new LinkedHashSet<>();
        for (Path file : leftovers(size)) {
            folder.remove(file);
            parents.add(file.getParent());
        }
        // A removal that is not durable could be undone by a loss of power, beside a later, larger checkpoint.
        folder.sync(parents);
    }

    private List<Path> leftovers(long size) throws IOException {
        List<Path> leftovers = new ArrayList<>();
        if (Files.exists(folder.tiles())) {
            Files.walkFileTree(folder.tiles(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isLeftover(file, size)) {
                        leftovers.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return leftovers;
    }

    /** Beyond the checkpoint, or a partial tile whose full tile is under it. What is no tile is left to its owner. */
    private boolean isLeftover(Path file, long size) {
        String name = folder.path().relativize(file).toString().replace('\\', '/');
        return TilePath.parse(name)
                .filter(tile -> !tile.isWithin(size)
                        || tile.isPartial() && tile.whenFull().isWithin(size))
                .isPresent();
    }

    /** Loads the right edge of a recovered folder and compares it with the checkpoint. */
    private record LogLoader(LogFolder folder) {

        LogHead load(Checkpoint checkpoint) throws IOException {
            TreeEdge edge = edge(checkpoint.size());
            requireLastFullTiles(edge);
            List<byte[]> bundle = bundle(edge);
            if (!Arrays.equals(edge.root(), checkpoint.root())) {
                throw new IOException(
                        "%s says another root than the tiles beside it".formatted(folder.checkpointFile()));
            }
            return new LogHead(checkpoint, edge, bundle);
        }

        private TreeEdge edge(long size) throws IOException {
            List<List<byte[]>> levels = new ArrayList<>();
            for (int level = 0; TilePath.count(level, size) > 0; level++) {
                long count = TilePath.count(level, size);
                int width = (int) (count % TilePath.FULL);
                levels.add(
                        width == 0 ? List.of() : folder.readHashes(new TilePath(level, count / TilePath.FULL, width)));
            }
            return new TreeEdge(size, levels);
        }

        /** The newest full tile of each level must be what the level above says, so that the error names its file. */
        private void requireLastFullTiles(TreeEdge edge) throws IOException {
            TreeHashes hashes = new TreeHashes(folder, edge, new TileCache());
            for (int level = 0; TilePath.count(level + 1, edge.size()) > 0; level++) {
                long last = TilePath.count(level + 1, edge.size()) - 1;
                TilePath tile = TilePath.full(level, last);
                if (!Arrays.equals(Merkle.root(folder.readHashes(tile)), hashes.hash(level + 1, last))) {
                    throw new IOException("%s does not agree with the tile above it".formatted(folder.file(tile)));
                }
            }
        }

        private List<byte[]> bundle(TreeEdge edge) throws IOException {
            int width = edge.hashes(0).size();
            if (width == 0) {
                return List.of();
            }
            TilePath tile = new TilePath(TilePath.ENTRIES, edge.size() / TilePath.FULL, width);
            List<byte[]> entries = folder.readEntries(tile);
            for (int i = 0; i < width; i++) {
                if (!Arrays.equals(
                        Merkle.leafHash(entries.get(i)), edge.hashes(0).get(i))) {
                    throw new IOException(
                            "%s: entry %d is not the one in the tree".formatted(folder.file(tile), tile.firstEntry(i)));
                }
            }
            return entries;
        }
    }
}
