package dev.comity.hub;

import dev.comity.config.ClusterSettings;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Logs of other nodes, from which a node that is new, or has lost its state, learns what they have answered. */
final class PeerLogs {

    private static final long TOGETHER = 10_000;

    private PeerLogs() {}

    /**
     * Takes in the logs that the node was started with. What others have answered is not in its own: a state that was lost cannot be
     * made from that alone.
     *
     * @param log this node's own
     * @throws IOException if a state was lost and there is no other log, a folder holds none of another node, or cannot be read
     */
    static void learn(Hub.Options options, OpenLog log, StateStore store) throws IOException {
        Optional<ClusterSettings> cluster = options.configuration().hub().cluster();
        if (cluster.isPresent()) {
            learn(options, cluster.get(), log, store);
        } else if (!options.peerLogs().isEmpty()) {
            throw new IOException(
                    "--peer-log is for one of several nodes, and 'cluster.nodes' names none. Nothing was started.");
        }
    }

    private static void learn(Hub.Options options, ClusterSettings cluster, OpenLog log, StateStore store)
            throws IOException {
        if (store.isFresh() && log.log().size() > 0 && options.peerLogs().isEmpty()) {
            throw new IOException(
                    "The state of this node is lost, and its log does not say what other nodes have answered. Start it with --peer-log of each other node.");
        }
        for (Path folder : options.peerLogs()) {
            takeIn(folder, options.configuration().hub().origin(), cluster, store.state());
        }
        store.flush();
    }

    private static void takeIn(Path folder, String own, ClusterSettings cluster, ExchangeState state)
            throws IOException {
        LogReader log = LogReader.open(folder);
        String origin = log.checkpoint().origin();
        String node = cluster.otherNode(origin, own)
                .orElseThrow(() -> new IOException(
                        "%s holds log %s, which is not that of another node beside %s. Nothing was started."
                                .formatted(folder, origin, own)));
        for (long first = 0; first < log.checkpoint().size(); first += TOGETHER) {
            NoteOfEntries entries = new NoteOfEntries();
            log.forEach(
                    first,
                    Math.min(first + TOGETHER, log.checkpoint().size()),
                    (index, bytes) -> entries.add(new Placed(index, Entry.parse(bytes))));
            state.applyElsewhere(node, entries.of(node, new Ranges(List.of())));
        }
    }
}
