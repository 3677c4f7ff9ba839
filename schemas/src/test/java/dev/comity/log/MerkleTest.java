package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Against the slow tree, which is written down as the standard defines it. */
class MerkleTest {

    private static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        return entries;
    }

    private static List<byte[]> hashes(List<byte[]> entries) {
        return entries.stream().map(Merkle::leafHash).toList();
    }

    @Property(tries = 300)
    void theRootIsThatOfTheDefinition(@ForAll @IntRange(max = 600) int size) {
        byte[] slow = SlowTree.root(entries(size));
        assertThat(Merkle.root(hashes(entries(size)))).isEqualTo(slow);

        var tree = new TreeGrowth(TreeEdge.EMPTY, (tile, hashes) -> Merkle.root(hashes));
        hashes(entries(size)).forEach(tree::add);
        assertThat(tree.edge().root()).isEqualTo(slow);
    }

    @Property(tries = 300)
    void aPathOfTheDefinitionProvesItsEntryAndNoOther(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @IntRange(max = 299) int drawn,
            @ForAll int change) {
        int index = drawn % size;
        List<byte[]> entries = entries(size);
        List<byte[]> path = SlowTree.path(index, entries);
        byte[] root = SlowTree.root(entries);
        byte[] leaf = Merkle.leafHash(entries.get(index));

        assertThat(Merkle.verifyInclusion(index, size, leaf, path, root)).isTrue();
        assertThat(Merkle.verifyInclusion(index + 1, size, leaf, path, root)).isFalse();
        assertThat(Merkle.verifyInclusion(index, size, Merkle.leafHash(new byte[0]), path, root))
                .isFalse();
        assertThat(Merkle.verifyInclusion(index, size, leaf, changed(path, change), root))
                .isEqualTo(path.isEmpty());
    }

    private static List<byte[]> changed(List<byte[]> path, int change) {
        List<byte[]> changed = new ArrayList<>(path);
        if (!path.isEmpty()) {
            int at = Math.floorMod(change, path.size());
            changed.set(at, path.get(at).clone());
            changed.get(at)[Math.floorMod(change, 32)] ^= 1;
        }
        return changed;
    }

    @Test
    void wrongInputIsFalseAndNoException() {
        byte[] hash = new byte[32];
        List<byte[]> none = List.of();
        assertThat(Merkle.verifyInclusion(-1, 1, hash, none, hash)).isFalse();
        assertThat(Merkle.verifyInclusion(0, 0, hash, none, hash)).isFalse();
        assertThat(Merkle.verifyInclusion(1, 1, hash, none, hash)).isFalse();
        assertThat(Merkle.verifyInclusion(0, 1, new byte[31], none, new byte[31]))
                .isFalse();
        assertThat(Merkle.verifyInclusion(0, 1, null, null, null)).isFalse();
        assertThat(Merkle.verifyInclusion(0, 2, hash, Arrays.asList((byte[]) null), hash))
                .isFalse();
        assertThat(Merkle.verifyInclusion(0, Long.MAX_VALUE, hash, List.of(hash), hash))
                .isFalse();
        assertThat(Merkle.verifyConsistency(0, 1, hash, hash, none)).isFalse();
        assertThat(Merkle.verifyConsistency(0, 0, hash, hash, none)).isFalse();
        assertThat(Merkle.verifyConsistency(2, 1, hash, hash, none)).isFalse();
        assertThat(Merkle.verifyConsistency(-1, -1, hash, hash, none)).isFalse();
        assertThat(Merkle.verifyConsistency(1, 1, null, hash, none)).isFalse();
        assertThat(Merkle.verifyConsistency(1, Long.MAX_VALUE, hash, hash, List.of(hash)))
                .isFalse();
        assertThat(Merkle.verifySubtreeInclusion(3, 3, 5, hash, none, hash)).isFalse();
    }
}
