package dev.comity.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares the right edge of the tree, the tiles that are not full, with the checkpoint's root. No tile is above them, so the
 * root decides which of stored and recomputed hashes are the true ones: it is tried with each choice.
 */
final class EdgeCheck {

    private final StoredTiles tiles;
    private final Findings findings;
    private final PartialsCheck partials;

    EdgeCheck(StoredTiles tiles, Findings findings, PartialsCheck partials) {
        this.tiles = tiles;
        this.findings = findings;
        this.partials = partials;
    }

    void run(TreeEdge computed, Checkpoint checkpoint) throws IOException {
        List<TileDifference> differences = differences(computed);
        Optional<Integer> choice = choice(computed, differences, checkpoint.root());
        if (choice.isEmpty()) {
            differences.forEach(d -> d.blameTile(findings));
            findings.add(
                    LogVerifier.TILES,
                    "checkpoint",
                    "its root is not the root of the entries; none of them is vouched for",
                    0);
        }
        int stored = choice.orElse(0);
        for (int i = 0; i < differences.size() && choice.isPresent(); i++) {
            if (isChosen(stored, i)) {
                differences.get(i).blameEntries(findings);
            } else {
                differences.get(i).blameTile(findings);
            }
        }
        checkPartials(chosen(computed, differences, stored));
    }

    private List<TileDifference> differences(TreeEdge computed) throws IOException {
        List<TileDifference> differences = new ArrayList<>();
        for (int level = 0; level < computed.levels().size(); level++) {
            if (!computed.hashes(level).isEmpty()) {
                difference(edgeTile(computed, level), computed.hashes(level)).ifPresent(differences::add);
            }
        }
        return differences;
    }

    private Optional<TileDifference> difference(TilePath tile, List<byte[]> computed) throws IOException {
        Optional<byte[]> file = tiles.read(tile);
        if (file.isEmpty()) {
            findings.add(LogVerifier.TILES, tile.toString(), "missing below the checkpoint", tile.firstEntry(0));
            return Optional.empty();
        }
        return TileDifference.between(tile, file.get(), computed);
    }

    private static TilePath edgeTile(TreeEdge edge, int level) {
        long index = TilePath.count(level, edge.size()) / TilePath.FULL;
        return new TilePath(level, index, edge.hashes(level).size());
    }

    /** A bit for each difference: set where the stored tile is the true one. There are at most 8 levels. */
    private static Optional<Integer> choice(TreeEdge computed, List<TileDifference> differences, byte[] root) {
        for (int choice = 0; choice < 1 << differences.size(); choice++) {
            if (isPossible(choice, differences)
                    && Arrays.equals(chosen(computed, differences, choice).root(), root)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }

    private static boolean isPossible(int choice, List<TileDifference> differences) {
        for (int i = 0; i < differences.size(); i++) {
            if (isChosen(choice, i) && !differences.get(i).fits()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isChosen(int choice, int difference) {
        return (choice >> difference & 1) == 1;
    }

    private static TreeEdge chosen(TreeEdge computed, List<TileDifference> differences, int choice) {
        List<List<byte[]>> levels = new ArrayList<>(computed.levels());
        for (int i = 0; i < differences.size(); i++) {
            if (isChosen(choice, i)) {
                levels.set(differences.get(i).tile().level(), differences.get(i).stored());
            }
        }
        return new TreeEdge(computed.size(), levels);
    }

    private void checkPartials(TreeEdge edge) throws IOException {
        for (int level = 0; level < edge.levels().size(); level++) {
            if (!edge.hashes(level).isEmpty()) {
                partials.check(edgeTile(edge, level), edge.hashes(level));
            }
        }
    }
}
