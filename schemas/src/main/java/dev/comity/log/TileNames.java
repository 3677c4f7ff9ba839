package dev.comity.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which files a log of some size consists of, for whoever copies one. */
public final class TileNames {

    private TileNames() {}

    /** Names of all tiles and bundles of entries, relative to the log's folder. */
    public static List<String> of(long size) {
        List<String> names = new ArrayList<>();
        add(names, TilePath.ENTRIES, size);
        for (int level = 0; TilePath.count(level, size) > 0; level++) {
            add(names, level, TilePath.count(level, size));
        }
        return names;
    }

    private static void add(List<String> names, int level, long count) {
        for (long index = 0; index * TilePath.FULL < count; index++) {
            int width = (int) Math.min(TilePath.FULL, count - index * TilePath.FULL);
            names.add(new TilePath(level, index, width).toString());
        }
    }

    /** The most bytes that the file can have. */
    public static int limit(String name) {
        boolean entries = TilePath.parse(name).map(TilePath::isEntries).orElse(false);
        return entries ? EntryBundle.MAX_BYTES : HashTile.MAX_BYTES;
    }

    /** Removes partial tiles that another, wider one has replaced at this size. */
    public static void removeOutdated(Path folder, long size) throws IOException {
        StoredTiles tiles = new StoredTiles(folder);
        for (String name : of(size)) {
            TilePath current = TilePath.parse(name).orElseThrow();
            for (TilePath partial : tiles.partials(current.whenFull())) {
                if (partial.width() < current.width()) {
                    Files.delete(folder.resolve(partial.toString()));
                }
            }
        }
    }
}
