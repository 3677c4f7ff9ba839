package dev.comity.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Full tiles of hashes that were read lately; they never change. Holds at most 64 tiles, about 1 MB. Thread-safe. */
final class TileCache {

    private static final int TILES = 64;

    private final Map<TilePath, List<byte[]>> tiles = new LinkedHashMap<>(TILES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, List<byte[]>> eldest) {
            return size() > TILES;
        }
    };

    synchronized List<byte[]> get(TilePath tile) {
        return tiles.get(tile);
    }

    synchronized void put(TilePath tile, List<byte[]> hashes) {
        tiles.put(tile, hashes);
    }
}
