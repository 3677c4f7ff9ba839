package dev.comity.hub;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * A map of the state that grows with every record. Its keys rest as {@link CompactKey}: what a flush costs is the bytes of the pages
 * that have changed, and keys that are digests change a page each. Thread-safe.
 *
 * @param <V> what it holds
 */
final class CompactMap<V> {

    private final MVMap<byte[], V> map;

    private CompactMap(MVMap<byte[], V> map) {
        this.map = map;
    }

    /** From names to indices of entries. */
    static CompactMap<Long> ofIndices(MVStore store, String name) {
        return new CompactMap<>(store.openMap(
                name,
                new MVMap.Builder<byte[], Long>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(LongDataType.INSTANCE)));
    }

    /** From names to bytes. */
    static CompactMap<byte[]> ofBytes(MVStore store, String name) {
        return new CompactMap<>(store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE)));
    }

    /** Null if there is nothing. */
    V get(String key) {
        return map.get(CompactKey.of(key));
    }

    /** Returns what was there before, or null. */
    V put(String key, V value) {
        return map.put(CompactKey.of(key), value);
    }

    /** Leaves what is there already. */
    void putIfAbsent(String key, V value) {
        map.putIfAbsent(CompactKey.of(key), value);
    }
}
