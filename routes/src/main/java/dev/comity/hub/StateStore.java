package dev.comity.hub;

import dev.comity.crypto.Base64Url;
import dev.comity.log.Entry;
import dev.comity.log.Merkle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the {@link ExchangeState}. It is only a projection: where it is broken, of another version or not of this log, it
 * is made anew from the log, and a line in the log of the program says so. A rebuilt state does not know what the broker had
 * committed: a sender that repeats an old record then causes its deliveries once more, with their old ids.
 */
final class StateStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);
    private static final String VERSION = "4";

    private final MVStore store;
    private final MVMap<String, String> meta;
    private final ExchangeState state;
    private final OpenLog open;
    private boolean fresh;

    private StateStore(MVStore store, OpenLog open) {
        this.store = store;
        this.meta = store.openMap("meta");
        this.state = new ExchangeState(store);
        this.open = open;
    }

    /** Opens the file and takes in every entry that it does not know yet. */
    static StateStore open(Path folder, OpenLog open) throws IOException {
        Path file = Files.createDirectories(folder).resolve("exchange.mv");
        StateStore store = usable(file, open).orElse(null);
        if (store == null) {
            Files.deleteIfExists(file);
            store = new StateStore(mvStore(file), open);
            store.meta.put("version", VERSION);
            store.fresh = true;
        }
        store.catchUp();
        return store;
    }

    private static Optional<StateStore> usable(Path file, OpenLog open) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String why;
        try {
            StateStore found = new StateStore(upgraded(mvStore(file)), open);
            if (found.fits()) {
                return Optional.of(found);
            }
            found.store.closeImmediately();
            why = "is of another version or does not belong to this log";
        } catch (MVStoreException | IllegalStateException | IllegalArgumentException e) {
            why = "is broken";
        }
        LOG.warn(
                "{} {}: it is rebuilt from {} entries of the log",
                file,
                why,
                open.log().size());
        return Optional.empty();
    }

    private static MVStore mvStore(Path file) {
        // No commit in the background: what is on disk is a state between two entries.
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
    }

    private static MVStore upgraded(MVStore store) {
        MVMap<String, String> meta = store.openMap("meta");
        if (StateUpgrade.FROM.equals(meta.get("version"))) {
            try {
                StateUpgrade.run(store);
                meta.put("version", VERSION);
            } catch (RuntimeException e) {
                store.closeImmediately();
                throw e;
            }
        }
        return store;
    }

    private boolean fits() throws IOException {
        long known = Long.parseLong(meta.getOrDefault("leafOf", "0"));
        return VERSION.equals(meta.get("version"))
                && known <= state.applied()
                && state.applied() <= open.log().size()
                && (known == 0 || Arrays.equals(Base64Url.decode(meta.get("leaf")), leaf(known - 1)));
    }

    private byte[] leaf(long index) throws IOException {
        return Merkle.leafHash(open.log().entry(index));
    }

    /** Takes in the entries that it does not know yet; durable. */
    void catchUp() throws IOException {
        if (state.applied() < open.log().size()) {
            open.log().forEach(state.applied(), (index, bytes) -> state.apply(new Placed(index, Entry.parse(bytes))));
        }
        flush();
    }

    /** Whether it was made anew, from the log alone. */
    boolean isFresh() {
        return fresh;
    }

    ExchangeState state() {
        return state;
    }

    /** Returns once everything applied so far is durable. */
    synchronized void flush() throws IOException {
        long applied = state.applied();
        if (applied > 0) {
            // Entries may be applied meanwhile: the leaf says for itself which entry it is of.
            meta.put("leaf", Base64Url.encode(leaf(applied - 1)));
            meta.put("leafOf", Long.toString(applied));
        }
        store.commit();
        store.sync();
    }

    @Override
    public void close() {
        // Without compaction: moving chunks at the end ran into an assertion of the store, and what it saves is a
        // projection.
        store.close(0);
    }
}
