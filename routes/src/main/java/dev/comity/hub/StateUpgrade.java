package dev.comity.hub;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Brings a file of version 3, whose keys are texts, to version 4. It is not rebuilt from the log, because what the broker has
 * committed does not follow from there.
 */
final class StateUpgrade {

    static final String FROM = "3";

    private StateUpgrade() {}

    /** Durable only with the commit of the store, all at once. */
    static void run(MVStore store) {
        indices(store, "submissions", ExchangeState.SUBMISSIONS);
        indices(store, "deliveries", ExchangeState.DELIVERIES);
        indices(store, "acknowledgements", ExchangeState.ACKNOWLEDGEMENTS);
        MVMap<String, String> jtis = store.openMap("jtis");
        CompactMap<byte[]> compact = CompactMap.ofBytes(store, ExchangeState.JTIS);
        jtis.forEach((key, digest) -> compact.put(key, CompactKey.of(digest)));
        store.removeMap(jtis);
    }

    private static void indices(MVStore store, String from, String to) {
        MVMap<String, Long> texts = store.openMap(from);
        CompactMap<Long> compact = CompactMap.ofIndices(store, to);
        texts.forEach(compact::put);
        store.removeMap(texts);
    }
}
