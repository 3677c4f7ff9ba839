package dev.comity.log;

import java.util.List;

/**
 * What the log's writer knows of its newest state; immutable, so that readers need no lock.
 *
 * @param checkpoint signed and durable
 * @param edge of the tree under the checkpoint
 * @param bundle the entries that do not fill a bundle yet
 */
record LogHead(Checkpoint checkpoint, TreeEdge edge, List<byte[]> bundle) {

    LogHead {
        bundle = List.copyOf(bundle);
        if (checkpoint.size() != edge.size() || bundle.size() != edge.hashes(0).size()) {
            throw new IllegalArgumentException("checkpoint, tree and entries are of different sizes");
        }
    }

    long size() {
        return checkpoint.size();
    }
}
